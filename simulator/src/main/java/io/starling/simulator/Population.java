package io.starling.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Who will be up, down or frozen at one moment of a scenario in the making.
 */
final class Population {

	private final SplittableRandom random;

	private final TreeSet<String> up = new TreeSet<>();

	private final TreeSet<String> down = new TreeSet<>();

	private final TreeSet<String> frozen = new TreeSet<>();

	private int hosts;

	Population(SplittableRandom random) {
		this.random = random;
	}

	/** Names a host that nobody ran on before. */
	String newHost() {
		return HostName.of(this.hosts++);
	}

	void goesUp(String host) {
		this.down.remove(host);
		this.up.add(host);
	}

	void goesDown(String host) {
		this.up.remove(host);
		this.down.add(host);
	}

	void freezes(String host) {
		this.frozen.add(host);
	}

	void wakes(String host) {
		this.frozen.remove(host);
	}

	/** The host now belongs to somebody else. */
	void isTaken(String host) {
		this.down.remove(host);
	}

	boolean isUp(String host) {
		return this.up.contains(host);
	}

	boolean isDown(String host) {
		return this.down.contains(host);
	}

	/** Those that are up, the frozen ones among them. */
	List<String> up() {
		return new ArrayList<>(this.up);
	}

	/** Those that are up and not frozen, so that things can be done to them. */
	List<String> awake() {
		List<String> awake = up();
		awake.removeAll(this.frozen);
		return awake;
	}

	Optional<String> anyAwake() {
		return any(awake());
	}

	Optional<String> anyDown() {
		return any(new ArrayList<>(this.down));
	}

	/** Draws some, in any order; all if there are not as many. */
	List<String> some(Collection<String> from, int count) {
		List<String> rest = new ArrayList<>(from);
		List<String> some = new ArrayList<>();
		while (some.size() < count && !rest.isEmpty()) {
			some.add(rest.remove(this.random.nextInt(rest.size())));
		}
		return some;
	}

	private Optional<String> any(List<String> hosts) {
		return hosts.isEmpty() ? Optional.empty() : Optional.of(hosts.get(this.random.nextInt(hosts.size())));
	}

}

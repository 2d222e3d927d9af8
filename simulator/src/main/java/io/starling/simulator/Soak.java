package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.starling.mesh.protocol.Settings;
import io.starling.simulator.invariant.InvariantViolation;
import io.starling.simulator.member.SimulatedMember;

/**
 * A mesh that lives for hours with churn: members come, leave, die, lose their hosts, are
 * cut off for longer than the retention and stand still for longer than half of it, and
 * rows come and go. Held to all invariants after every event, to the bounds of
 * collections each minute, to L1 now and then; in the end nothing may have grown.
 */
public final class Soak {

	/** The one that is never struck, as it is the seed. */
	private static final String FIRST = HostName.of(0);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	/**
	 * Time for islands that were made for longer than the retention, and for sediment.
	 */
	private static final int CALM_EVERY = 10;

	private static final Duration STEP = Duration.ofMillis(500);

	private static final int SLOWEST_STEP = 20_000;

	private final Simulation mesh;

	private final SplittableRandom random;

	private final Duration retention;

	private final int members;

	private final TreeMap<String, Integer> events = new TreeMap<>();

	private final TreeSet<String> troubled = new TreeSet<>();

	private SortedMap<String, Long> before = new TreeMap<>();

	private SortedMap<String, Long> after = new TreeMap<>();

	private boolean churning;

	private int hosts;

	/**
	 * Prepares a mesh.
	 * @param seed decides every chance
	 * @param members how many members it is to have
	 * @param retention how long members remember the dead and the withdrawn
	 */
	public Soak(long seed, int members, Duration retention) {
		Settings it = Settings.defaults();
		this.mesh = new Simulation(SimulationSettings.seeded(seed)
			.withProtocol(new Settings(it.rings(), it.tick(), it.beatInterval(), it.pingTimeout(), it.hangTolerance(),
					it.joinInterval(), it.healInterval(), it.mixInterval(), it.linger(), retention, it.maxState(),
					it.maxOwnerWeight())));
		this.random = new SplittableRandom(seed);
		this.members = members;
		this.retention = retention;
	}

	/**
	 * Lets the mesh live.
	 * @param length for how long, at least a minute
	 * @param stopped asked each minute whether to end early
	 * @param progress told of each minute
	 * @return what came of it
	 * @throws InvariantViolation if something broke
	 */
	public SoakReport play(Duration length, BooleanSupplier stopped, Consumer<String> progress) {
		this.mesh.seeds(FIRST);
		for (int i = 0; i < this.members; i++) {
			start();
		}
		settle();
		this.before = measure();
		this.churning = true;
		churn();
		for (long minute = 1; minute <= length.toMinutes() && !stopped.getAsBoolean(); minute++) {
			this.mesh.runFor(MINUTE);
			this.mesh.invariants().checkCollections(Simulation.MESH);
			if (minute % CALM_EVERY == 0) {
				calm();
			}
			progress.accept("minute " + minute + ", " + this.mesh.running().size() + " members");
		}
		end();
		return new SoakReport(this.mesh.timeline().now(), this.mesh.timeline().done(), this.events, this.before,
				this.after);
	}

	private void end() {
		calm();
		this.churning = false;
		while (this.mesh.running().size() > this.members) {
			any().ifPresent((host) -> this.mesh.leave(host));
		}
		while (this.mesh.running().size() < this.members) {
			start();
		}
		this.mesh.runFor(this.retention.plus(MINUTE));
		settle();
		this.after = measure();
	}

	private SortedMap<String, Long> measure() {
		TreeMap<String, Long> most = new TreeMap<>();
		this.mesh.running()
			.forEach((member) -> member.collections().forEach((field, size) -> most.merge(field, size, Math::max)));
		return most;
	}

	/** Ends what is wrong, and waits for the mesh to converge (L1). */
	private void calm() {
		this.churning = false;
		this.troubled.clear();
		this.mesh.calm();
		settle();
		this.churning = true;
	}

	private void settle() {
		Duration start = this.mesh.timeline().now();
		Optional<String> missing = this.mesh.invariants().missing(Simulation.MESH);
		while (missing.isPresent()) {
			this.mesh.runFor(STEP);
			if (this.mesh.timeline().now().minus(start).compareTo(Run.BOUND) > 0) {
				throw new InvariantViolation("L1", this.mesh.timeline().now(),
						Run.BOUND.toSeconds() + " s after the last fault, " + missing.get());
			}
			missing = this.mesh.invariants().missing(Simulation.MESH);
		}
	}

	private void churn() {
		this.mesh.timeline().after(Duration.ofMillis(this.random.nextInt(SLOWEST_STEP)), () -> {
			if (this.churning) {
				strike();
			}
			churn();
		});
	}

	private void strike() {
		int running = this.mesh.running().size();
		int dice = this.random.nextInt(100);
		if (running * 4 < this.members * 3 || (dice < 15 && running * 4 < this.members * 5)) {
			count("joined");
			start();
		}
		else if (dice < 25) {
			strike("left", this.mesh::leave);
		}
		else if (dice < 35) {
			strike("killed", this.mesh::crash);
		}
		else if (dice < 42) {
			strike("lost with their hosts", this.mesh::darken);
		}
		else if (dice < 52) {
			strike("restarted", this::restart);
		}
		else if (dice < 57) {
			strike("cut off for longer than the retention", this::isolate);
		}
		else if (dice < 62) {
			strike("frozen for longer than half of the retention", this::freeze);
		}
		else {
			strike("wrote", this::write);
		}
	}

	private void strike(String what, Consumer<String> act) {
		any().ifPresent((host) -> {
			count(what);
			act.accept(host);
		});
	}

	private void count(String what) {
		this.events.merge(what, 1, Integer::sum);
	}

	/** Any member but the seed and those in trouble already. */
	private Optional<String> any() {
		List<String> hosts = new ArrayList<>(this.mesh.running().stream().map(SimulatedMember::host).toList());
		hosts.remove(FIRST);
		hosts.removeAll(this.troubled);
		return hosts.isEmpty() ? Optional.empty() : Optional.of(hosts.get(this.random.nextInt(hosts.size())));
	}

	private void start() {
		String host = HostName.of(this.hosts++);
		this.mesh.start(host);
		this.mesh.put(host, "services", "", host);
	}

	private void restart(String host) {
		this.mesh.restart(host);
		this.mesh.put(host, "services", "", host);
	}

	private void write(String host) {
		String key = String.valueOf(this.random.nextInt(8));
		if (this.random.nextInt(2) == 0) {
			this.mesh.put(host, "prices", key, "x".repeat(this.random.nextInt(600)));
			this.mesh.member(host).confirm("prices", key, Duration.ofSeconds(10));
		}
		else {
			this.mesh.withdraw(host, "prices", key);
		}
	}

	private void isolate(String host) {
		TreeSet<String> others = new TreeSet<>(this.mesh.running().stream().map(SimulatedMember::host).toList());
		others.remove(host);
		if (this.troubled.size() * 4 > this.members) {
			return;
		}
		this.troubled.add(host);
		// Those that start later are on the other side, too.
		for (int i = 0; i < 100; i++) {
			others.add(HostName.of(this.hosts + i));
		}
		Partition partition = this.mesh.partition(host).from(others);
		long most = this.retention.toMillis();
		this.mesh.timeline().after(Duration.ofMillis(most + this.random.nextLong(most)), () -> {
			partition.heal();
			this.troubled.remove(host);
		});
	}

	private void freeze(String host) {
		if (this.troubled.size() * 4 > this.members) {
			return;
		}
		this.troubled.add(host);
		SimulatedMember member = this.mesh.member(host);
		member.freeze();
		long half = this.retention.toMillis() / 2;
		this.mesh.timeline().after(Duration.ofMillis(half + this.random.nextLong(2 * half)), () -> {
			member.wake();
			this.troubled.remove(host);
		});
	}

}

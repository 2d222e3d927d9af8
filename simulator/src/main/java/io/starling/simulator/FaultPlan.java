package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.starling.simulator.time.Timeline;

import org.jspecify.annotations.Nullable;

/**
 * Draws what befalls a mesh, in order of time, so that each thing is possible when it
 * comes.
 */
final class FaultPlan {

	/** The mesh of those who take addresses over. */
	static final String STRANGERS = "strangers";

	/** For one host that stays dark, so many have to be up. */
	private static final int DARK_AT_MOST = 3;

	private static final int LARGEST_STATE = 600;

	/** How long who has written asks who holds it. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final SplittableRandom random;

	private final Population population;

	private final List<String> seeds;

	private final Duration length;

	private final Timeline plan = new Timeline();

	private final List<Fault> faults = new ArrayList<>();

	FaultPlan(SplittableRandom random, List<String> seeds, Duration length) {
		this.random = random;
		this.population = new Population(random.split());
		this.seeds = seeds;
		this.length = length;
	}

	/** Draws everything. */
	List<Fault> draw(int members, List<FaultKind> kinds, int faults, int works) {
		int spread = this.random.nextInt(3) * this.random.nextInt(1, 5000);
		for (int i = 0; i < members; i++) {
			String host = this.population.newHost();
			this.plan.after(millis(0, spread + 1), () -> start(null, host));
		}
		for (int i = 0; i < faults && !kinds.isEmpty(); i++) {
			FaultKind kind = kinds.get(this.random.nextInt(kinds.size()));
			this.plan.after(millis(0, (int) this.length.toMillis()), () -> befall(kind));
		}
		for (int i = 0; i < works; i++) {
			this.plan.after(millis(0, (int) this.length.toMillis()), this::work);
		}
		this.plan.runFor(this.length);
		if (this.seeds.stream().noneMatch(this.population::isUp)) {
			start(FaultKind.RETURN, this.seeds.get(0));
		}
		lighten();
		return this.faults;
	}

	/**
	 * Where so many hosts stay dark that who is left may rightly take itself for cut off,
	 * they get their power back.
	 */
	private void lighten() {
		List<String> dark = this.population.dark();
		if (DARK_AT_MOST * dark.size() > this.population.up().size()) {
			add(null, "power for " + dark, (mesh) -> dark.forEach(mesh.network()::lighten));
		}
	}

	private void befall(FaultKind kind) {
		switch (kind) {
			case JOIN -> start(kind, this.population.newHost());
			case CRASH -> end(kind, 1, (mesh, host) -> mesh.crash(host));
			case MASS_CRASH -> end(kind, 1 + this.population.up().size() / 3, (mesh, host) -> mesh.crash(host));
			case HOST_DEATH -> end(kind, 1, (mesh, host) -> mesh.darken(host));
			case LEAVE -> end(kind, 1, (mesh, host) -> mesh.leave(host));
			case RETURN -> this.population.anyDown().ifPresent((host) -> start(kind, host));
			case RESTART -> this.population.anyAwake().ifPresent((host) -> restart(kind, host));
			case SHORT_PAUSE -> pause(kind, millis(100, 3000));
			case LONG_PAUSE -> pause(kind, millis(3000, 40_000));
			case PARTITION, ONE_WAY_PARTITION, UNPLUG -> partition(kind);
			case CUT -> cut(kind);
			case LINK_BREAK -> link(kind, Link::breakUp);
			case MUTE_LINK -> link(kind, Link::mute);
			case TAKEOVER -> takeOver(kind);
		}
	}

	private void start(@Nullable FaultKind kind, String host) {
		this.population.goesUp(host);
		add(kind, "start " + host, (mesh) -> {
			mesh.start(host);
			mesh.put(host, "services", "", host);
		});
	}

	private void restart(FaultKind kind, String host) {
		add(kind, "restart " + host, (mesh) -> {
			mesh.restart(host);
			mesh.put(host, "services", "", host);
		});
	}

	/** Ends some processes, but never the last; most of them come back. */
	private void end(FaultKind kind, int count, HostFault act) {
		List<String> awake = this.population.awake();
		int most = Math.min(count, awake.size() - 1);
		if (most < 1) {
			return;
		}
		List<String> ending = this.population.some(awake, most);
		add(kind, kind + " of " + ending, (mesh) -> ending.forEach((host) -> act.befall(mesh, host)));
		for (String host : ending) {
			this.population.goesDown(host);
			if (kind == FaultKind.HOST_DEATH) {
				this.population.goesDark(host);
			}
			if (this.random.nextInt(3) > 0) {
				this.plan.after(millis(1, 20_000), () -> comeBack(host));
			}
		}
	}

	private void comeBack(String host) {
		if (this.population.isDown(host)) {
			start(FaultKind.RETURN, host);
		}
	}

	private void pause(FaultKind kind, Duration pause) {
		this.population.anyAwake().ifPresent((host) -> {
			this.population.freezes(host);
			add(kind, "freeze " + host, (mesh) -> mesh.freeze(host));
			this.plan.after(pause, () -> {
				this.population.wakes(host);
				add(null, "wake " + host, (mesh) -> mesh.wake(host));
			});
		});
	}

	private void partition(FaultKind kind) {
		List<String> up = this.population.up();
		if (up.size() < 2) {
			return;
		}
		int size = (kind == FaultKind.UNPLUG) ? 1 : this.random.nextInt(1, up.size());
		TreeSet<String> group = new TreeSet<>(this.population.some(up, size));
		TreeSet<String> rest = new TreeSet<>(up);
		rest.removeAll(group);
		boolean oneWay = kind == FaultKind.ONE_WAY_PARTITION;
		sever(kind, group, rest, oneWay);
	}

	private void cut(FaultKind kind) {
		List<String> pair = this.population.some(this.population.up(), 2);
		if (pair.size() == 2) {
			sever(kind, new TreeSet<>(pair.subList(0, 1)), new TreeSet<>(pair.subList(1, 2)),
					this.random.nextBoolean());
		}
	}

	private void sever(FaultKind kind, SortedSet<String> group, SortedSet<String> others, boolean oneWay) {
		Duration duration = millis(500, this.random.nextBoolean() ? 5000 : 60_000);
		String words = group + (oneWay ? " unheard by " : " cut off ") + others + " for " + duration.toMillis() + " ms";
		add(kind, words, (mesh) -> {
			Partition partition = mesh.partition(group);
			Partition made = oneWay ? partition.unheardBy(others) : partition.from(others);
			mesh.timeline().after(duration, made::heal);
		});
	}

	private void link(FaultKind kind, Consumer<Link> act) {
		int which = this.random.nextInt(64);
		this.population.anyAwake()
			.ifPresent((host) -> add(kind, kind + " at " + host, (mesh) -> mesh.someLink(host, which).ifPresent(act)));
	}

	private void takeOver(FaultKind kind) {
		this.population.anyDown().filter((host) -> !host.equals(this.seeds.get(0))).ifPresent((host) -> {
			this.population.isTaken(host);
			add(kind, "a stranger starts on " + host, (mesh) -> {
				mesh.addSeed(STRANGERS, host);
				mesh.startIn(STRANGERS, host);
			});
		});
	}

	private void work() {
		String key = String.valueOf(this.random.nextInt(4));
		String table = (this.random.nextInt(3) > 0) ? "services" : "prices";
		String text = "x".repeat(this.random.nextInt(LARGEST_STATE));
		boolean withdraw = this.random.nextInt(3) == 0;
		this.population.anyAwake().ifPresent((host) -> {
			if (withdraw) {
				add(null, host + " withdraws " + table + "/" + key, (mesh) -> mesh.withdraw(host, table, key));
			}
			else {
				add(null, host + " puts " + table + "/" + key, (mesh) -> {
					mesh.put(host, table, key, text);
					mesh.member(host).confirm(table, key, PATIENCE);
				});
			}
		});
	}

	private void add(@Nullable FaultKind kind, String words, Consumer<Simulation> act) {
		this.faults.add(new Fault(this.plan.now(), kind, words, act));
	}

	private Duration millis(int from, int to) {
		return Duration.ofMillis(this.random.nextInt(from, to));
	}

	/** Does something to a host. */
	private interface HostFault {

		void befall(Simulation mesh, String host);

	}

}

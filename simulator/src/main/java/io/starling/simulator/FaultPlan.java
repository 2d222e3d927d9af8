package io.starling.simulator;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.starling.simulator.network.Cut;

/**
 * Draws what befalls a mesh, in order of time, so that each thing is possible when it
 * comes.
 */
final class FaultPlan {

	/** The mesh of those who take addresses over. */
	static final String STRANGERS = "strangers";

	private static final int LARGEST_STATE = 600;

	/** What is large is offered instead of sent, and does not fit on one page. */
	private static final int HEAVY_STATE = 8000;

	private static final int ROWS_AT_ONCE = 200;

	/** How long who has written asks who holds it. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final SplittableRandom random;

	private final Draft draft;

	private final Population population;

	private final HostFaults hosts;

	private final NetworkFaults network;

	private final LiarFaults liars;

	private final List<String> seeds;

	private final Duration length;

	FaultPlan(SplittableRandom random, List<String> seeds, Duration length) {
		this.random = random;
		this.draft = new Draft(random);
		this.population = this.draft.population();
		this.hosts = new HostFaults(this.draft);
		this.network = new NetworkFaults(this.draft);
		this.liars = new LiarFaults(this.draft);
		this.seeds = seeds;
		this.length = length;
	}

	/** Draws everything. */
	List<Fault> draw(int members, List<FaultKind> kinds, int faults, int works, int heavyWorks) {
		int spread = this.random.nextInt(3) * this.random.nextInt(1, 5000);
		for (int i = 0; i < members; i++) {
			String host = this.population.newHost();
			this.draft.after(this.draft.millis(0, spread + 1), () -> this.hosts.start(null, host));
		}
		for (int i = 0; i < faults && !kinds.isEmpty(); i++) {
			FaultKind kind = kinds.get(this.random.nextInt(kinds.size()));
			this.draft.after(this.draft.millis(0, (int) this.length.toMillis()), () -> befall(kind));
		}
		for (int i = 0; i < works; i++) {
			this.draft.after(this.draft.millis(0, (int) this.length.toMillis()), this::work);
		}
		for (int i = 0; i < heavyWorks; i++) {
			this.draft.after(this.draft.millis(0, (int) this.length.toMillis()), this::workHeavily);
		}
		this.draft.complete(this.length);
		if (this.seeds.stream().noneMatch(this.population::isUp)) {
			this.hosts.start(FaultKind.RETURN, this.seeds.get(0));
		}
		return this.draft.faults();
	}

	private void befall(FaultKind kind) {
		switch (kind) {
			case JOIN -> this.hosts.join(kind);
			case CRASH -> this.hosts.crash(kind, 1);
			case MASS_CRASH -> this.hosts.crash(kind, 1 + this.population.up().size() / 3);
			case HOST_DEATH -> this.hosts.die(kind, 1);
			case HALF_DEATH -> this.hosts.die(kind, this.population.up().size() / 2);
			case ALL_BUT_ONE -> this.hosts.crash(kind, this.population.up().size() - 1);
			case LEAVE -> this.hosts.leave(kind);
			case RETURN -> this.hosts.comeBack(kind);
			case RESTART -> this.hosts.restart(kind);
			case SHORT_PAUSE -> this.hosts.pause(kind, this.draft.millis(100, 3000));
			case LONG_PAUSE -> this.hosts.pause(kind, this.draft.millis(3000, 40_000));
			case PARTITION, ONE_WAY_PARTITION, UNPLUG -> this.network.partition(kind);
			case HALF_PARTITION -> this.network.halfPartition(kind);
			case REJECT -> this.network.firewall(kind, Cut.Answer.REFUSAL);
			case RESET -> this.network.firewall(kind, Cut.Answer.RESET);
			case CUT -> this.network.cut(kind);
			case LINK_BREAK -> this.network.link(kind, Link::breakUp);
			case MUTE_LINK -> this.network.link(kind, Link::mute);
			case LATE_ANSWERS -> this.network.answerLate(kind);
			case NAME_DEATH -> this.hosts.dieWithName(kind);
			case UNANSWERED_NAMES -> this.network.answerNamesLate(kind);
			case LIES -> this.liars.lie(kind);
			case TAKEOVER -> this.hosts.takeOver(kind, this.seeds.get(0));
		}
	}

	private void work() {
		String key = String.valueOf(this.random.nextInt(4));
		String table = (this.random.nextInt(3) > 0) ? "services" : "prices";
		String text = "x".repeat(this.random.nextInt(LARGEST_STATE));
		boolean withdraw = this.random.nextInt(3) == 0;
		this.population.anyAwake().ifPresent((host) -> {
			if (withdraw) {
				this.draft.add(null, host + " withdraws " + table + "/" + key,
						(mesh) -> mesh.withdraw(host, table, key));
			}
			else {
				this.draft.add(null, host + " puts " + table + "/" + key, (mesh) -> {
					mesh.put(host, table, key, text);
					mesh.member(host).confirm(table, key, PATIENCE);
				});
			}
		});
	}

	/** A large row, or many small ones at once. */
	private void workHeavily() {
		int size = this.random.nextInt(LARGEST_STATE, HEAVY_STATE);
		int rows = (this.random.nextInt(3) == 0) ? this.random.nextInt(1, ROWS_AT_ONCE) : 1;
		this.population.anyAwake()
			.ifPresent((host) -> this.draft.add(null, host + " puts " + rows + " rows, " + size + " bytes", (mesh) -> {
				for (int i = 0; i < rows; i++) {
					mesh.put(host, "prices", "large" + i, "x".repeat(size / rows));
				}
			}));
	}

}

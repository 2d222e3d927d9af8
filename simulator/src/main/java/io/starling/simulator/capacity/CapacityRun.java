package io.starling.simulator.capacity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.RowId;
import io.starling.simulator.HostName;
import io.starling.simulator.Partition;
import io.starling.simulator.Simulation;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.options.Stop;

/**
 * Puts one mesh through a plan and measures it.
 */
final class CapacityRun {

	/** How long to wait for any one thing. */
	private static final Duration LIMIT = Duration.ofMinutes(2);

	/** A mesh has come to rest after this long. */
	private static final Duration SETTLING = Duration.ofSeconds(12);

	private static final Duration BETWEEN_CHANGES = Duration.ofMillis(200);

	private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(2);

	private static final Duration GLANCE = Duration.ofMillis(50);

	private static final String TABLE = "capacity";

	private final CapacityPlan plan;

	private final int members;

	private final Stop stop;

	private final Consumer<String> progress;

	private final Findings findings;

	private final Arrivals arrivals = new Arrivals();

	private final Simulation mesh;

	private final SplittableRandom random;

	private final Cost cost;

	private int hosts;

	/**
	 * Prepares a run.
	 * @param plan what the mesh is put through
	 * @param members with how many it begins
	 * @param stop asked now and then whether to end
	 * @param progress told what comes next, {@link #steps} times
	 */
	CapacityRun(CapacityPlan plan, int members, Stop stop, Consumer<String> progress) {
		this.plan = plan;
		this.members = members;
		this.stop = stop;
		this.progress = progress;
		this.findings = new Findings(members);
		this.mesh = new Simulation(plan.settings(members), this.arrivals);
		this.random = new SplittableRandom(plan.seed());
		this.cost = new Cost(this.mesh, this.findings);
	}

	/** How many steps a run of a plan has. */
	static int steps(CapacityPlan plan) {
		return 2 + plan.changes() + 4 * plan.victims() + (plan.partition().isZero() ? 0 : 1);
	}

	/** Plays it all, or as much as comes about. */
	Findings play() {
		try {
			form();
			rest();
			changes();
			repeat("a kill", this::crash);
			repeat("a silent death", this::die);
			repeat("an arrival", this::join);
			repeat("a goodbye", this::leave);
			if (!this.plan.partition().isZero()) {
				partition();
			}
		}
		catch (EndedException ex) {
			this.findings.endedBy(ex.why);
		}
		this.cost.end();
		return this.findings;
	}

	private void repeat(String what, Runnable event) {
		for (int i = 0; i < this.plan.victims(); i++) {
			this.progress.accept(what);
			pause(BETWEEN_EVENTS);
			event.run();
		}
	}

	private void form() {
		this.progress.accept("forming");
		this.mesh.seeds(HostName.of(0));
		for (int i = 0; i < this.members; i++) {
			start();
		}
		Arrival formed = await("all list each other", (snapshot) -> snapshot.members().size() == this.members);
		this.findings.add(Figure.FORMED, formed.millis(1));
		pause(SETTLING);
		this.cost.formed(this.members);
	}

	private String start() {
		String host = HostName.of(this.hosts++);
		this.mesh.start(host);
		return host;
	}

	private void rest() {
		this.progress.accept("resting");
		Load before = Load.of(this.mesh);
		pause(this.plan.rest());
		Load load = Load.of(this.mesh).minus(before);
		double seconds = this.plan.rest().toNanos() / 1e9;
		this.findings.add(Figure.REST_MESSAGES, load.messages() / seconds / this.members);
		this.findings.add(Figure.REST_BYTES, load.bytes() / seconds / this.members);
	}

	private void changes() {
		Churn churn = new Churn(this.mesh, this.plan.churn(), this.random.split(), this::start);
		churn.begin();
		Load before = Load.of(this.mesh);
		Duration from = this.mesh.timeline().now();
		for (int i = 0; i < this.plan.changes(); i++) {
			this.progress.accept("a change");
			change(i);
			pause(BETWEEN_CHANGES);
		}
		if (this.plan.churn() == 0 && this.plan.changes() > 0) {
			Duration time = this.mesh.timeline().now().minus(from);
			this.cost.changed(Load.of(this.mesh).minus(before), time, this.members * this.plan.changes());
		}
		churn.end();
	}

	private void change(int number) {
		SimulatedMember owner = any();
		RowId row = new RowId(TABLE, owner.id(), "");
		String value = (number + " ").repeat(this.plan.state()).substring(0, this.plan.state());
		this.mesh.put(owner.host(), TABLE, "", value);
		long version = owner.snapshot().row(row).orElseThrow().version();
		Arrival arrival = await("a change is at all",
				(snapshot) -> snapshot.row(row).filter((it) -> it.version() >= version).isPresent()
						|| !isListed(snapshot, owner.id()));
		this.findings.add(Figure.CHANGE_HALF, arrival.millis(0.5));
		this.findings.add(Figure.CHANGE_99, arrival.millis(0.99));
		this.findings.add(Figure.CHANGE_ALL, arrival.millis(1));
	}

	/** Another one takes the place of whoever dies. */
	private void crash() {
		SimulatedMember victim = any();
		this.mesh.crash(victim.host());
		Arrival gone = await("a killed process is gone", (snapshot) -> !isListed(snapshot, victim.id()));
		this.findings.add(Figure.CRASH_HALF, gone.millis(0.5));
		this.findings.add(Figure.CRASH_99, gone.millis(0.99));
		this.findings.add(Figure.CRASH_ALL, gone.millis(1));
		start();
	}

	private void die() {
		SimulatedMember victim = any();
		this.mesh.darken(victim.host());
		Duration from = this.mesh.timeline().now();
		Arrival suspected = await("a silent death is suspected",
				(snapshot) -> snapshot.member(victim.id())
					.filter((state) -> state.liveness() == Liveness.ALIVE)
					.isEmpty());
		this.findings.add(Figure.SUSPECT_ALL, suspected.millis(1));
		double passed = this.mesh.timeline().now().minus(from).toNanos() / 1e6;
		Arrival gone = await("a silent death is gone", (snapshot) -> !isListed(snapshot, victim.id()));
		this.findings.add(Figure.SILENT_HALF, passed + gone.millis(0.5));
		this.findings.add(Figure.SILENT_ALL, passed + gone.millis(1));
		start();
	}

	private void join() {
		MemberId newcomer = this.mesh.member(start()).id();
		this.findings.add(Figure.JOIN_ALL,
				await("a new member is known", (snapshot) -> isListed(snapshot, newcomer)).millis(1));
	}

	private void leave() {
		SimulatedMember leaver = any();
		this.mesh.leave(leaver.host());
		this.findings.add(Figure.LEAVE_ALL,
				await("a goodbye is known", (snapshot) -> !isListed(snapshot, leaver.id())).millis(1));
	}

	/** Cuts a tenth off the others, at least one, without the seed. */
	private void partition() {
		this.progress.accept("a partition");
		pause(BETWEEN_EVENTS);
		List<String> running = new ArrayList<>(this.mesh.running().stream().map(SimulatedMember::host).toList());
		running.remove(HostName.of(0));
		TreeSet<String> others = new TreeSet<>(running);
		others.add(HostName.of(0));
		TreeSet<String> few = new TreeSet<>();
		IntStream.range(0, Math.max(1, this.members / 10))
			.forEach((i) -> few.add(running.remove(this.random.nextInt(running.size()))));
		others.removeAll(few);
		Partition partition = this.mesh.partition(few.toArray(String[]::new)).from(others);
		pause(this.plan.partition());
		partition.heal();
		Duration from = this.mesh.timeline().now();
		while (this.mesh.invariants().missing(Simulation.MESH).isPresent()) {
			pause(GLANCE);
			if (this.mesh.timeline().now().minus(from).compareTo(LIMIT) > 0) {
				throw new EndedException("not within " + LIMIT.toSeconds() + " s: all agree after a partition");
			}
		}
		this.findings.add(Figure.HEALED, this.mesh.timeline().now().minus(from).toNanos() / 1e6);
	}

	/** Any member but the first, which is the seed. */
	private SimulatedMember any() {
		List<SimulatedMember> running = this.mesh.running();
		if (running.size() < 2) {
			throw new EndedException("nobody is left but the seed");
		}
		SimulatedMember drawn = running.get(this.random.nextInt(running.size()));
		return drawn.host().equals(HostName.of(0)) ? any() : drawn;
	}

	private static boolean isListed(MeshSnapshot snapshot, MemberId id) {
		MemberState state = snapshot.members().get(id);
		return state != null && state.isPresent();
	}

	private Arrival await(String what, Predicate<MeshSnapshot> condition) {
		Arrival arrival = new Arrival(this.mesh, condition);
		this.arrivals.expect(arrival);
		Duration from = this.mesh.timeline().now();
		while (!arrival.isComplete()) {
			this.mesh.runUntil(() -> this.stop.isAsked() || arrival.isComplete(), GLANCE);
			endIfAsked();
			arrival.forgetEnded();
			if (this.mesh.timeline().now().minus(from).compareTo(LIMIT) > 0) {
				throw new EndedException("not within " + LIMIT.toSeconds() + " s: " + what);
			}
		}
		return arrival;
	}

	private void pause(Duration time) {
		this.mesh.runUntil(this.stop::isAsked, time);
		endIfAsked();
	}

	private void endIfAsked() {
		if (this.stop.isAsked()) {
			throw new EndedException("stopped");
		}
	}

	/** The run ends before its end. */
	private static final class EndedException extends RuntimeException {

		@java.io.Serial
		private static final long serialVersionUID = 1L;

		private final String why;

		EndedException(String why) {
			super(why);
			this.why = why;
		}

	}

}

package io.starling.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.starling.simulator.invariant.InvariantViolation;

import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.Observers;
import io.starling.simulator.network.Happening;
import io.starling.simulator.network.Traffic;

import org.jspecify.annotations.Nullable;

/**
 * Plays one scenario: first safety under faults, then the faults stop and the mesh has to
 * come to rest.
 */
public final class Run {

	/**
	 * How long after the last fault a mesh may take to converge (L1): the sum of what the
	 * slowest way needs. A link that TCP keeps silent after a partition is given up after
	 * three hang tolerances (15 s), a member wrongly kept is taken for dead after another
	 * one (5 s), islands find each other within a few heal intervals (5 s each, a dial
	 * each, several addresses to choose from), what a rumor missed is found by the next
	 * look (4 s) or, between members that are no neighbours, by mixing (30 s).
	 */
	public static final Duration BOUND = Duration.ofSeconds(60);

	/**
	 * How much longer it takes to bury members that were made up: those next to members
	 * that run are found out first, then those behind them; each time within some hang
	 * tolerances.
	 */
	private static final Duration LAYER = Duration.ofSeconds(25);

	/** How long surplus links and late news may take to go. */
	private static final Duration SETTLING = Duration.ofSeconds(12);

	/** How long a mesh at rest is looked at. */
	private static final Duration REST = Duration.ofSeconds(4);

	/** How many messages a member takes in a second, at most, while nothing changes. */
	private static final long MESSAGES_AT_REST = 10;

	private static final Duration STEP = Duration.ofMillis(100);

	/** What has been on its way for so long waits for TCP to try again. */
	private static final Duration BEHIND = Duration.ofSeconds(1);

	private static final List<String> MESHES = List.of(Simulation.MESH, FaultPlan.STRANGERS);

	private final Scenario scenario;

	private final Coverage coverage = new Coverage();

	private final Simulation simulation;

	private @Nullable Duration converged;

	/**
	 * Prepares a run.
	 * @param scenario what to play
	 */
	public Run(Scenario scenario) {
		this(scenario, MemberObserver.NOBODY);
	}

	/**
	 * Prepares a run that somebody watches.
	 * @param scenario what to play
	 * @param observer told of everything
	 */
	public Run(Scenario scenario, MemberObserver observer) {
		this.scenario = scenario;
		this.simulation = new Simulation(scenario.settings(), new Observers(List.of(this.coverage, observer)));
		this.coverage.timedBy(this.simulation.timeline()::now);
	}

	/**
	 * Returns what is played on.
	 * @return the simulation
	 */
	public Simulation simulation() {
		return this.simulation;
	}

	/**
	 * Plays the scenario, once.
	 * @return what came of it; failures are a part of it and not thrown
	 */
	public RunResult play() {
		InvariantViolation failure = null;
		try {
			befall();
			converge();
			rest();
		}
		catch (InvariantViolation ex) {
			failure = ex;
		}
		catch (RuntimeException ex) {
			failure = new InvariantViolation("I10", this.simulation.timeline().now(), "an input threw " + ex, ex);
		}
		return new RunResult(this.scenario, this.simulation.trace().hash(), this.simulation.timeline().done(),
				this.converged, failure, this.simulation.network().traffic(), this.simulation.invariants().sightings(),
				this.coverage);
	}

	private void befall() {
		String[] seeds = this.scenario.seeds().toArray(String[]::new);
		this.simulation.seeds(seeds);
		this.simulation.seedsOf(FaultPlan.STRANGERS, seeds);
		for (Fault fault : this.scenario.faults()) {
			this.simulation.timeline().after(fault.at(), () -> {
				this.simulation.trace().add(fault.at(), "----", "fault", 0, fault::words);
				this.coverage.befalls(fault);
				fault.act().accept(this.simulation);
			});
		}
		this.simulation.runFor(this.scenario.length());
		checkCollections();
		this.simulation.calm();
	}

	private void checkCollections() {
		this.simulation.invariants().checkCollections(Simulation.MESH);
		this.simulation.invariants().checkCollections(FaultPlan.STRANGERS);
	}

	private void converge() {
		Duration start = this.simulation.timeline().now();
		Optional<String> missing = missing();
		while (missing.isPresent()) {
			Duration waited = this.simulation.timeline().now().minus(start);
			if (waited.compareTo(bound()) > 0) {
				throw new InvariantViolation("L1", this.simulation.timeline().now(),
						waited.toSeconds() + " s after the last fault, " + missing.get());
			}
			this.simulation.runFor(STEP);
			missing = missing();
		}
		this.converged = this.simulation.timeline().now().minus(start);
	}

	/** Whoever is the only one left keeps the others listed for half of the retention. */
	private Duration bound() {
		boolean lonely = MESHES.stream().anyMatch((mesh) -> running(mesh) == 1);
		long layer = running(Simulation.MESH) * this.scenario.settings().protocol().rings();
		long layers = this.simulation.invariants().lies().members() / Math.max(1, layer);
		Duration bound = BOUND.plus(LAYER.multipliedBy(layers));
		return lonely ? bound.plus(this.scenario.settings().protocol().retention().dividedBy(2)) : bound;
	}

	private long running(String mesh) {
		return this.simulation.running().stream().filter((member) -> member.mesh().equals(mesh)).count();
	}

	private Optional<String> missing() {
		return this.simulation.invariants()
			.missing(Simulation.MESH)
			.or(() -> this.simulation.invariants().missing(FaultPlan.STRANGERS));
	}

	/** What TCP has kept since a cut comes late, and at once. */
	private void catchUp() {
		Duration end = this.simulation.timeline().now().plus(this.scenario.settings().network().maxPatience());
		while (this.simulation.running().stream().anyMatch((member) -> member.port().isBehind(BEHIND))
				&& this.simulation.timeline().now().compareTo(end) < 0) {
			this.simulation.runFor(STEP);
		}
	}

	private void rest() {
		catchUp();
		this.simulation.runFor(SETTLING);
		checkCollections();
		Traffic traffic = this.simulation.network().traffic();
		long before = traffic.count(Happening.DELIVERED);
		this.simulation.runFor(REST);
		long messages = traffic.count(Happening.DELIVERED) - before;
		long bound = MESSAGES_AT_REST * this.simulation.running().size() * REST.toSeconds();
		// Whoever is the only one left buries those who were made up only now.
		boolean burying = running(Simulation.MESH) == 1 && this.simulation.invariants().lies().members() > 0;
		if (messages > bound && !burying) {
			throw new InvariantViolation("I7", this.simulation.timeline().now(),
					messages + " messages in " + REST.toSeconds() + " s of rest, more than " + bound);
		}
		for (String mesh : MESHES) {
			this.simulation.invariants().restless(mesh).ifPresent((what) -> {
				throw new InvariantViolation("L1", this.simulation.timeline().now(), "at rest, " + what);
			});
		}
	}

}

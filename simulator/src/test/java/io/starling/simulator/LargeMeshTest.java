package io.starling.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.millis;
import static io.starling.simulator.Times.seconds;

/** A thousand members, each held to the invariants every other second. */
class LargeMeshTest {

	/** On demand: {@code -Dstarling.simulated-members=10000 -Dtest.jvm=-Xmx20g}. */
	private static final int MEMBERS = Integer.getInteger("starling.simulated-members", 1000);

	private static final int CRASHED = 100;

	private final Instant begun = Instant.now();

	private final Simulation mesh = new Simulation(SimulationSettings.seeded(1).withAuditInterval(seconds(2)));

	@Test
	void aThousandMembersStartTogetherAndAgreeAgainAfterAHundredCrashed() {
		this.mesh.startMany(MEMBERS);
		Duration started = convergesWithin(seconds(5));
		tell("converged after " + started.toMillis() + " ms");
		assertThat(this.mesh).neverSawADeath();
		this.mesh.runFor(seconds(5));
		this.mesh.put("b", "services", "", "up");
		this.mesh.runFor(millis(50));
		assertThat(this.mesh).converged();
		tell("a row was everywhere after 50 ms");
		String[] crashed = IntStream.range(0, CRASHED).mapToObj((i) -> HostName.of(2 + 7 * i)).toArray(String[]::new);
		this.mesh.crash(crashed);
		Duration agreed = convergesWithin(seconds(10));
		tell(CRASHED + " crashed, converged after " + agreed.toMillis() + " ms");
		this.mesh.runFor(seconds(3));
		assertThat(this.mesh).converged().sawOnlyTheseDie(crashed);
		tell("at rest");
	}

	/** A large mesh takes long: how far it has come, and what it has cost. */
	private void tell(String what) {
		Runtime runtime = Runtime.getRuntime();
		System.out.printf("%d members: %s; %d million events, %d s, %d MB of heap%n", MEMBERS, what,
				this.mesh.timeline().done() / 1_000_000, Duration.between(this.begun, Instant.now()).toSeconds(),
				(runtime.totalMemory() - runtime.freeMemory()) / 1_000_000);
	}

	/** Asks now and then: each time costs a look at every view. */
	private Duration convergesWithin(Duration limit) {
		Duration start = this.mesh.timeline().now();
		Optional<String> missing = this.mesh.invariants().missing(Simulation.MESH);
		while (missing.isPresent() && this.mesh.timeline().now().minus(start).compareTo(limit) < 0) {
			this.mesh.runFor(millis(50));
			missing = this.mesh.invariants().missing(Simulation.MESH);
		}
		Assertions.assertThat(missing).isEmpty();
		return this.mesh.timeline().now().minus(start);
	}

}

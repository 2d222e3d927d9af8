package io.starling.simulator;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.millis;
import static io.starling.simulator.Times.seconds;

/** A thousand members, each held to the invariants every other second. */
class LargeMeshTest {

	/** On demand: {@code -Dstarling.simulated-members=10000 -DargLine=-Xmx20g}. */
	private static final int MEMBERS = Integer.getInteger("starling.simulated-members", 1000);

	private static final int CRASHED = 100;

	private final Simulation mesh = new Simulation(SimulationSettings.seeded(1).withAuditInterval(seconds(2)));

	@Test
	void aThousandMembersStartTogetherAndAgreeAgainAfterAHundredCrashed() {
		this.mesh.startMany(MEMBERS);
		Duration started = convergesWithin(seconds(5));
		assertThat(this.mesh).neverSawADeath();
		this.mesh.runFor(seconds(5));
		this.mesh.put("b", "services", "", "up");
		this.mesh.runFor(millis(50));
		assertThat(this.mesh).converged();
		String[] crashed = IntStream.range(0, CRASHED)
			.mapToObj((i) -> Simulation.host(2 + 7 * i))
			.toArray(String[]::new);
		this.mesh.crash(crashed);
		Duration agreed = convergesWithin(seconds(10));
		this.mesh.runFor(seconds(3));
		assertThat(this.mesh).converged().sawOnlyTheseDie(crashed);
		System.out.printf("%d members: converged after %d ms, after %d crashed at once after %d ms; %d events%n",
				MEMBERS, started.toMillis(), CRASHED, agreed.toMillis(), this.mesh.timeline().done());
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

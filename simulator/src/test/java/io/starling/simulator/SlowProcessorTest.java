package io.starling.simulator;

import java.time.Duration;

import io.starling.mesh.model.Liveness;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.millis;
import static io.starling.simulator.Times.seconds;

/**
 * Members that start together on a processor that is too slow for them fall behind, by a
 * second and more, and still take nobody for silent: what they would then tell each other
 * about it would cost more time than there is.
 */
class SlowProcessorTest {

	@ParameterizedTest
	@CsvSource({ "1, 200, 500", "2, 200, 500", "3, 100, 1000", "4, 100, 1000" })
	void nobodyIsTakenForSilentWhereAllAreBusy(long seed, int members, int micros) {
		Simulation mesh = new Simulation(SimulationSettings.seeded(seed)
			.withAuditInterval(seconds(2))
			.withInputCost(Duration.ofNanos(micros * 1000L)));
		mesh.seeds(HostName.of(0), HostName.of(1), HostName.of(2));
		for (int i = 0; i < members; i++) {
			mesh.start(HostName.of(i));
			mesh.runFor(millis(2));
		}
		Duration mostBehind = Duration.ZERO;
		while (mesh.invariants().missing(Simulation.MESH).isPresent()) {
			mesh.runFor(millis(100));
			mostBehind = (mesh.world().processor().backlog().compareTo(mostBehind) > 0)
					? mesh.world().processor().backlog() : mostBehind;
			Assertions.assertThat(mesh.running())
				.allSatisfy((member) -> Assertions.assertThat(member.snapshot().count(Liveness.SUSPECT)).isZero());
			Assertions.assertThat(mesh.timeline().now()).isLessThan(seconds(60));
		}
		System.out.printf("%d members, each input %d us: converged after %d ms, at most %d ms behind%n", members,
				micros, mesh.timeline().now().toMillis(), mostBehind.toMillis());
		Assertions.assertThat(mostBehind).isGreaterThan(millis(400));
		assertThat(mesh).neverSawADeath();
	}

}

package io.starling.simulator;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.millis;
import static io.starling.simulator.Times.seconds;

/** How soon silence is noticed by everybody, measured over many seeds and victims. */
class DetectionTest {

	private static final Duration PAUSE = seconds(3);

	/**
	 * Someone expects a sign of life each 750 ms, allows it to be a tick late, asks, and
	 * waits for 250 ms; the second observer asks only then.
	 */
	private static final Duration SUSPECT_AT_MOST = millis(1500);

	private static final Duration SUSPECT_MOSTLY = millis(1150);

	/** The hang tolerance and a second. */
	private static final Duration GONE_AT_MOST = seconds(6);

	private static final Duration GONE_MOSTLY = millis(5800);

	/** Dials of a few milliseconds each until the port is closed, and votes. */
	private static final Duration KILLED_AT_MOST = millis(30);

	@ParameterizedTest
	@ValueSource(ints = { 5, 20, 50 })
	void aSilentDeathIsSuspectedByAllAndThenGoneForAll(int members) {
		List<Detection> detections = LongStream.rangeClosed(1, (members > 20) ? 30 : 100)
			.parallel()
			.mapToObj((seed) -> darken(seed, members))
			.toList();
		Spread suspected = Spread.of(detections, Detection::suspected);
		Spread gone = Spread.of(detections, Detection::gone);
		System.out.printf("silent death, %d members: suspected after %s, gone after %s%n", members, suspected, gone);
		Assertions.assertThat(suspected.median()).isLessThan(SUSPECT_MOSTLY);
		Assertions.assertThat(suspected.longest()).isLessThan(SUSPECT_AT_MOST);
		Assertions.assertThat(gone.median()).isLessThan(GONE_MOSTLY);
		Assertions.assertThat(gone.longest()).isLessThan(GONE_AT_MOST);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 5, 20 })
	void aKilledProcessIsGoneForAllWithinMilliseconds(int members) {
		List<Duration> gone = LongStream.rangeClosed(1, 100)
			.parallel()
			.mapToObj((seed) -> kill(seed, members))
			.toList();
		Spread spread = Spread.of(gone, Function.identity());
		System.out.printf("killed, %d members: gone after %s%n", members, spread);
		Assertions.assertThat(spread.longest()).isLessThan(KILLED_AT_MOST);
	}

	@Test
	void whoStandsStillForThreeSecondsIsSuspectedByAllAndIsBackAtOnce() {
		List<Detection> detections = LongStream.rangeClosed(1, 5)
			.parallel()
			.boxed()
			.flatMap((seed) -> freezeOneAfterTheOther(seed).stream())
			.toList();
		Assertions.assertThat(detections).hasSize(100);
		Spread suspected = Spread.of(detections, Detection::suspected);
		Spread back = Spread.of(detections, Detection::gone);
		System.out.printf("frozen for 3 s: suspected after %s, alive again after %s%n", suspected, back);
		Assertions.assertThat(suspected.median()).isLessThan(SUSPECT_MOSTLY);
		Assertions.assertThat(suspected.longest()).isLessThan(SUSPECT_AT_MOST);
		Assertions.assertThat(back.longest()).isLessThan(millis(10));
	}

	private static Detection darken(long seed, int members) {
		Simulation mesh = start(seed, members);
		mesh.runFor(millis(7919 * seed % 3000));
		String victim = HostName.of((int) (seed % members));
		mesh.darken(victim);
		Duration suspected = until(mesh, victim, Liveness.SUSPECT, seconds(10));
		Duration gone = suspected.plus(until(mesh, victim, Liveness.DEAD, seconds(10)));
		assertThat(mesh).within(seconds(1)).converged().sawOnlyTheseDie(victim);
		return new Detection(suspected, gone);
	}

	private static Duration kill(long seed, int members) {
		Simulation mesh = start(seed, members);
		mesh.runFor(millis(7919 * seed % 3000));
		String victim = HostName.of((int) (seed % members));
		mesh.crash(victim);
		Duration gone = until(mesh, victim, Liveness.DEAD, seconds(10));
		assertThat(mesh).within(seconds(1)).converged().sawOnlyTheseDie(victim);
		return gone;
	}

	private static List<Detection> freezeOneAfterTheOther(long seed) {
		Simulation mesh = start(seed, 20);
		List<Detection> detections = LongStream.range(0, 20).mapToObj((i) -> {
			mesh.runFor(millis(5000 + 7919 * i % 3000));
			return freeze(mesh, HostName.of((int) i));
		}).toList();
		mesh.runFor(seconds(10));
		assertThat(mesh).converged().neverSawADeath();
		return detections;
	}

	private static Detection freeze(Simulation mesh, String victim) {
		mesh.freeze(victim);
		Duration suspected = until(mesh, victim, Liveness.SUSPECT, PAUSE);
		mesh.runFor(PAUSE.minus(suspected));
		mesh.wake(victim);
		return new Detection(suspected, until(mesh, victim, Liveness.ALIVE, seconds(1)));
	}

	private static Simulation start(long seed, int members) {
		Simulation mesh = Simulation.seeded(seed);
		mesh.startMany(members);
		mesh.runFor(seconds(20));
		assertThat(mesh).converged();
		return mesh;
	}

	/** How long it takes until all others believe something of one. */
	private static Duration until(Simulation mesh, String host, Liveness liveness, Duration limit) {
		MemberId id = mesh.member(host).id();
		return mesh
			.runUntil(() -> mesh.running()
				.stream()
				.filter((member) -> !member.host().equals(host))
				.allMatch((member) -> member.snapshot()
					.member(id)
					.filter((state) -> state.liveness() == liveness)
					.isPresent()), limit)
			.orElseThrow(() -> new AssertionError("not all saw " + host + " as " + liveness));
	}

	/**
	 * How one silence was taken.
	 *
	 * @param suspected when the last one suspected the victim
	 * @param gone when the last one had no more use for the suspicion
	 */
	private record Detection(Duration suspected, Duration gone) {
	}

}

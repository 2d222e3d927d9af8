package io.starling.simulator.theory;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.starling.simulator.theory.RoundModel.Course;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class RoundModelTest {

	private static double meanRounds(RoundModel model, int members, Troubles troubles, int runs) {
		SplittableRandom random = new SplittableRandom(7);
		return IntStream.range(0, runs)
			.map((i) -> model.spread(members, troubles, random).rounds())
			.average()
			.orElseThrow();
	}

	@ParameterizedTest
	@CsvSource({ "PUSH,2", "PUSH,5", "PUSH,60", "PULL,2", "PULL,5", "PULL,60", "PUSH_PULL,2", "PUSH_PULL,5",
			"PUSH_PULL,60" })
	void simulatedRoundsAreThoseThatAreComputed(RoundModel model, int members) {
		double exact = new ExactRounds(model, members).expectation();
		// The deviation is at most 2 rounds, so the mean of 20,000 runs is within 0.06.
		assertThat(meanRounds(model, members, Troubles.NONE, 20_000)).isCloseTo(exact, within(0.06));
	}

	@Test
	void threeMembersPushAndPullAsOneWorksOutByHand() {
		// The first call always hits. Then two call, and miss the third with 1/4.
		assertThat(new ExactRounds(RoundModel.PUSH, 3).expectation()).isCloseTo(1 + 4.0 / 3, within(1e-9));
		// Each of two asks the right one with 1/2; one that is left asks right for sure.
		assertThat(new ExactRounds(RoundModel.PULL, 3).expectation()).isCloseTo((1 + 0.5) / (1 - 0.25), within(1e-9));
	}

	@ParameterizedTest
	@EnumSource(RoundModel.class)
	void aDistributionAddsUpToOneAndHasTheExpectation(RoundModel model) {
		ExactRounds exact = new ExactRounds(model, 40);
		double sum = exact.distribution().stream().mapToDouble((it) -> it).sum();
		double mean = IntStream.range(0, exact.distribution().size())
			.mapToDouble((rounds) -> rounds * exact.distribution().get(rounds))
			.sum();
		assertThat(sum).isCloseTo(1, within(1e-9));
		assertThat(mean).isCloseTo(exact.expectation(), within(1e-6));
	}

	@Test
	void pushTakesLogTwoAndNaturalLogTogether() {
		// Pittel 1987: log2 n + ln n + O(1).
		double small = meanRounds(RoundModel.PUSH, 1000, Troubles.NONE, 400);
		double large = meanRounds(RoundModel.PUSH, 16_000, Troubles.NONE, 100);
		assertThat(large - small).isCloseTo(4 + Math.log(16), within(0.4));
	}

	@Test
	void pushPullGrowsByThreeARoundAtFirst() {
		double small = meanRounds(RoundModel.PUSH_PULL, 729, Troubles.NONE, 400);
		double large = meanRounds(RoundModel.PUSH_PULL, 59_049, Troubles.NONE, 60);
		// Karp 2000: log3 n, and 4 times 3 in between; log log n adds little.
		assertThat(large - small).isBetween(3.8, 5.2);
	}

	@Test
	void troublesCostRounds() {
		double none = meanRounds(RoundModel.PUSH, 500, Troubles.NONE, 300);
		double lossy = meanRounds(RoundModel.PUSH, 500, new Troubles(0, 0.3), 300);
		double failed = meanRounds(RoundModel.PUSH, 500, new Troubles(0.3, 0), 300);
		assertThat(lossy).isGreaterThan(none + 2);
		assertThat(failed).isGreaterThan(none + 2);
	}

	@Test
	void theCourseTellsHowManyKnewAndWhatWasSent() {
		Course course = RoundModel.PUSH.spread(100, Troubles.NONE, new SplittableRandom(1));
		assertThat(course.known()).startsWith(1, 2).hasSize(course.rounds() + 1).endsWith(100).isSorted();
		int sends = course.known().subList(0, course.rounds()).stream().mapToInt((it) -> it).sum();
		assertThat(course.sends()).isCloseTo(sends / 100.0, within(1e-9));
	}

	@Test
	void whatIsOutOfBoundsIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Troubles(1, 0)).withMessageContaining("failed");
		assertThatIllegalArgumentException().isThrownBy(() -> new Troubles(0, Double.NaN))
			.withMessageContaining("Loss");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RoundModel.PULL.spread(1, Troubles.NONE, new SplittableRandom(1)))
			.withMessageContaining("at least 2");
	}

}

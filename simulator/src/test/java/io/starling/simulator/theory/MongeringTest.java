package io.starling.simulator.theory;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.starling.simulator.theory.Mongering.Outcome;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class MongeringTest {

	private static List<Outcome> thousandSites(Mongering rule, int runs) {
		SplittableRandom random = new SplittableRandom(11);
		return Stream.generate(() -> rule.spread(1000, random)).limit(runs).toList();
	}

	private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
		return outcomes.stream().mapToDouble(figure).average().orElseThrow();
	}

	/**
	 * Demers 1987, table 1: residue, traffic, delay of the last. The mean delays that it
	 * gives, 11.0 to 12.8, are not those of any reading that was tried; see
	 * docs/theory.md.
	 */
	@ParameterizedTest
	@CsvSource({ "1, 0.18, 1.7, 16.8", "2, 0.037, 3.3, 16.9", "3, 0.011, 4.5, 17.4", "4, 0.0036, 5.6, 17.5",
			"5, 0.0012, 6.7, 17.7" })
	void feedbackAndCountersDoAsPublished(int k, double residue, double traffic, double last) {
		List<Outcome> outcomes = thousandSites(new Mongering(true, true, k), 1000);
		assertThat(mean(outcomes, Outcome::residue)).isCloseTo(residue, Percentage.withPercentage(15));
		assertThat(mean(outcomes, Outcome::traffic)).isCloseTo(traffic, Percentage.withPercentage(4));
		assertThat(mean(outcomes, Outcome::lastDelay)).isCloseTo(last, Percentage.withPercentage(4));
	}

	/** Demers 1987, table 2. */
	@ParameterizedTest
	@CsvSource({ "1, 0.96, 0.04, 38", "2, 0.20, 1.6, 33", "3, 0.060, 2.8, 32", "4, 0.021, 3.9, 32",
			"5, 0.008, 4.9, 32" })
	void blindAndCoinDoAsPublished(int k, double residue, double traffic, double last) {
		List<Outcome> outcomes = thousandSites(new Mongering(false, false, k), 1000);
		assertThat(mean(outcomes, Outcome::residue)).isCloseTo(residue, Percentage.withPercentage(15));
		assertThat(mean(outcomes, Outcome::traffic)).isCloseTo(traffic, Percentage.withPercentage(5));
		assertThat(mean(outcomes, Outcome::lastDelay)).isCloseTo(last, Percentage.withPercentage(5));
	}

	@Test
	void simulatedResiduesFollowTheEquations() {
		for (int k = 2; k <= 4; k++) {
			Mongering rule = new Mongering(false, true, k);
			assertThat(mean(thousandSites(rule, 1000), Outcome::residue)).isCloseTo(rule.expectedResidue(),
					Percentage.withPercentage(5));
		}
	}

	@Test
	void residuesFollowTheEquations() {
		assertThat(new Mongering(true, false, 1).expectedResidue()).isCloseTo(0.203, within(0.001));
		assertThat(new Mongering(true, false, 2).expectedResidue()).isCloseTo(0.0595, within(0.0005));
		assertThat(new Mongering(false, true, 2).expectedResidue()).isCloseTo(0.203, within(0.001));
		assertThat(new Mongering(false, true, 3).expectedResidue()).isCloseTo(0.0595, within(0.0005));
	}

	@Test
	void whatIsOutOfBoundsIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Mongering(true, true, 0))
			.withMessageContaining("k must");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Mongering(true, true, 1).spread(1, new SplittableRandom(1)));
	}

}

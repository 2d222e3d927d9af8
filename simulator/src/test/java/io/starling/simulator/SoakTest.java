package io.starling.simulator;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Minutes with churn, in which the retention is over many times. */
class SoakTest {

	@Test
	void nothingBreaksAndNothingGrowsWithChurn() {
		SoakReport report = new Soak(3, 10, Duration.ofSeconds(30)).play(Duration.ofMinutes(12), () -> false,
				(what) -> {
				});
		assertThat(report.churn().keySet()).as(report::inWords)
			.contains("joined", "left", "killed", "lost with their hosts", "restarted", "wrote",
					"cut off for longer than the retention", "frozen for longer than half of the retention");
		assertThat(report.grown()).as(report::inWords).isEmpty();
	}

}

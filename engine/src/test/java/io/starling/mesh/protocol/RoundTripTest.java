package io.starling.mesh.protocol;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The numbers are those of RFC 6298, section 2, by hand. */
class RoundTripTest {

	private final RoundTrip roundTrip = new RoundTrip(Duration.ofSeconds(1), Duration.ofSeconds(1));

	private void measured(long... millis) {
		for (long sample : millis) {
			this.roundTrip.measured(Duration.ofMillis(sample));
		}
	}

	private static Duration micros(long micros) {
		return Duration.ofNanos(micros * 1000);
	}

	@Test
	void patienceIsTheLongestUntilSomethingIsMeasured() {
		assertThat(this.roundTrip.patience()).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.roundTrip.isUnsteady()).isTrue();
	}

	@Test
	void theFirstSampleIsTheMeanAndHalfOfItTheDeviation() {
		measured(100);
		// 100 + 4 * 50
		assertThat(this.roundTrip.patience()).isEqualTo(Duration.ofMillis(300));
	}

	@Test
	void furtherSamplesMoveTheMeanByAnEighthAndTheDeviationByAQuarter() {
		measured(100, 200);
		// 100 * 7/8 + 200 / 8 = 112.5; 50 * 3/4 + 100 / 4 = 62.5
		assertThat(this.roundTrip.patience()).isEqualTo(micros(362_500));
		measured(100);
		// 112.5 * 7/8 + 100 / 8 = 110.9375; 62.5 * 3/4 + 12.5 / 4 = 50
		assertThat(this.roundTrip.patience()).isEqualTo(micros(310_937).plusNanos(500));
		assertThat(this.roundTrip.isUnsteady()).isFalse();
	}

	@Test
	void patienceIsNeverShorterThanALostSegmentTakes() {
		measured(1, 1, 1, 1);
		assertThat(this.roundTrip.patience()).isEqualTo(RoundTrip.LEAST);
		assertThat(this.roundTrip.isUnsteady()).isFalse();
	}

	@Test
	void patienceIsNeverLongerThanTheSettingsAllow() {
		measured(2000);
		assertThat(this.roundTrip.patience()).isEqualTo(Duration.ofSeconds(1));
		RoundTrip impatient = new RoundTrip(Duration.ofMillis(100), Duration.ofMillis(100));
		impatient.measured(Duration.ofMillis(1));
		assertThat(impatient.patience()).isEqualTo(Duration.ofMillis(100));
	}

	@Test
	void aLinkThatLosesASegmentIsUnsteadyForAWhile() {
		measured(1, 1, 1, 1, 300);
		assertThat(this.roundTrip.isUnsteady()).isTrue();
		for (int i = 0; i < 10; i++) {
			measured(1);
		}
		assertThat(this.roundTrip.isUnsteady()).isFalse();
	}

}

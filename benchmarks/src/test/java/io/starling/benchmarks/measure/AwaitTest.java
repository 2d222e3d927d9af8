package io.starling.benchmarks.measure;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AwaitTest {

	@Test
	void whatIsNotReachedIsToldWithItsLimitAndHowManyMissIt() {
		assertThatExceptionOfType(NotReachedException.class)
			.isThrownBy(() -> Await.every("even numbers", List.of(2, 3, 5), (number) -> number % 2 == 0, Duration.ZERO))
			.withMessage("Not within 0 s: even numbers, missing at 2 of 3");
	}

}

package io.starling.benchmarks.measure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpreadTest {

	@Test
	void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
		assertThat(Spread.of(9, 1, 2)).isEqualTo(new Spread(2, 1, 9, 3));
	}

	@Test
	void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
		assertThat(Spread.of(4, 1, 2, 100)).isEqualTo(new Spread(3, 1, 100, 4));
	}

	@Test
	void nothingHasNoMedian() {
		assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
	}

	@Test
	void theExtremesAreToldWhereThereIsMoreThanOneValue() {
		assertThat(Spread.of(1.5)).hasToString("1.50");
		assertThat(Spread.of(1.5, 2.5)).hasToString("2.00 (1.50 to 2.50)");
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "0.1234, 0.123", "1.234, 1.23", "12.34, 12.3", "123.4, 123", "'31000.4', '31,000'" })
	void numbersHaveAsManyDigitsAsTheyDeserve(double value, String text) {
		assertThat(Spread.shortly(value)).isEqualTo(text);
	}

}

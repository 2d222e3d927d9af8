package io.starling.mesh.sketch;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many symbols a difference costs. The bounds are generous; what was measured stands
 * at {@link SketchDecoder}.
 */
class SymbolsNeededTest {

	@ParameterizedTest
	@CsvSource({ "1, 2000, 1, 1", "2, 2000, 3.6, 15", "5, 2000, 9.5, 27", "10, 2000, 18.5, 42", "20, 2000, 35, 65",
			"50, 1000, 80, 115", "100, 500, 153, 195", "1000, 100, 1410, 1550", "10000, 5, 13900, 14500" })
	void aDifferenceCostsFewSymbols(int difference, int seeds, double mean, int ofAHundred) {
		int[] needed = IntStream.rangeClosed(1, seeds)
			.map((seed) -> new TwoSets(seed).onlyHere(difference / 2)
				.onlyThere(difference - difference / 2)
				.decode(20 * difference + 1000)
				.received())
			.sorted()
			.toArray();
		assertThat(Arrays.stream(needed).average().orElseThrow()).isLessThanOrEqualTo(mean);
		assertThat(needed[seeds * 99 / 100]).isLessThanOrEqualTo(ofAHundred);
	}

	@ParameterizedTest
	@CsvSource({ "1, 2000, 3.6, 15", "10, 2000, 35, 65", "500, 100, 1410, 1550" })
	void aChangeOfVersionCostsTwoElements(int changed, int seeds, double mean, int ofAHundred) {
		int[] needed = IntStream.rangeClosed(1, seeds)
			.map((seed) -> new TwoSets(seed).changed(changed).decode(40 * changed + 1000).received())
			.sorted()
			.toArray();
		assertThat(Arrays.stream(needed).average().orElseThrow()).isLessThanOrEqualTo(mean);
		assertThat(needed[seeds * 99 / 100]).isLessThanOrEqualTo(ofAHundred);
	}

}

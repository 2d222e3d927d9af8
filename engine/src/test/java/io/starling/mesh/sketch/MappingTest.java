package io.starling.mesh.sketch;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MappingTest {

	@Test
	void anElementTakesPartInASymbolAsOftenAsThePaperSays() {
		int elements = 100_000;
		int[] taking = new int[1000];
		new SplittableRandom(1).longs(elements).forEach((checksum) -> {
			for (Mapping mapping = new Mapping(checksum); mapping.index() < taking.length; mapping.advance()) {
				taking[mapping.index()]++;
			}
		});
		assertThat(taking[0]).isEqualTo(elements);
		for (int i = 0; i < taking.length; i++) {
			double expected = elements / (1 + 0.5 * i);
			assertThat((double) taking[i]).isCloseTo(expected, within(5 * Math.sqrt(expected)));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 10, 1000, 500_000 })
	void theNextSymbolIsTheFirstThatTheDistributionAllows(int index) {
		SplittableRandom random = new SplittableRandom(index);
		for (int i = 0; i < 1000; i++) {
			double u = 1 - random.nextDouble();
			double bound = (index + 1.0) * (index + 2.0) / u;
			int next = Mapping.next(index, u);
			assertThat(next).isBetween(index + 1, Mapping.END);
			assertThat(next == Mapping.END || (next + 1.0) * (next + 2.0) > bound * (1 - 1e-12)).isTrue();
			assertThat(next == index + 1 || next * (next + 1.0) < bound * (1 + 1e-12)).isTrue();
		}
	}

	@Test
	void theExtremesOfChanceStayInBounds() {
		assertThat(Mapping.next(0, 1)).isEqualTo(1);
		assertThat(Mapping.next(41, 1)).isEqualTo(42);
		assertThat(Mapping.next(0, 0x1p-53)).isEqualTo(Mapping.END);
		assertThat(Mapping.next(Mapping.END - 1, 1)).isEqualTo(Mapping.END);
		assertThat(Mapping.next(Mapping.END, 0x1p-53)).isEqualTo(Mapping.END);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE })
	void everyElementReachesTheEndInFewSteps(long checksum) {
		Mapping mapping = new Mapping(checksum);
		int steps = 0;
		while (mapping.index() < Mapping.END) {
			mapping.advance();
			steps++;
		}
		// 2 ln 1,048,576 is 28.
		assertThat(steps).isBetween(5, 80);
	}

}

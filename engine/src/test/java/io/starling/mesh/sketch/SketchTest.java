package io.starling.mesh.sketch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SketchTest {

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void theOrderOfTheElementsDoesNotMatter(long seed) {
		TwoSets sets = new TwoSets(seed).onlyThere(500);
		List<CodedSymbol> symbols = sets.sketch().symbols(0, 300);
		Collections.shuffle(sets.there, new Random(seed));
		assertThat(sets.sketch().symbols(0, 300)).isEqualTo(symbols);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 31, 32, 33, 100 })
	void rangesAreCutFromOneSequence(int size) {
		TwoSets sets = new TwoSets(size).onlyThere(200);
		List<CodedSymbol> whole = sets.sketch().symbols(0, 500);
		Sketch sketch = sets.sketch();
		List<CodedSymbol> pieces = new ArrayList<>();
		for (int from = 0; from < 500; from += size) {
			pieces.addAll(sketch.symbols(from, Math.min(from + size, 500)));
		}
		assertThat(pieces).isEqualTo(whole);
		assertThat(sketch.symbols(3, 5)).isEqualTo(whole.subList(3, 5));
		assertThat(sketch.symbols(7, 7)).isEmpty();
	}

	@Test
	void symbolZeroHoldsAllElements() {
		assertThat(new TwoSets(1).onlyThere(123).sketch().symbols(0, 1).get(0).count()).isEqualTo(123);
	}

	@Test
	void theSymbolsOfNothingAreZero() {
		assertThat(new TwoSets(1).sketch().symbols(0, 40)).containsOnly(new CodedSymbol(0, 0, 0, 0));
	}

	@Test
	void anotherSaltGivesOtherSymbols() {
		List<Element> elements = new TwoSets(1).onlyThere(50).there;
		List<CodedSymbol> symbols = new Sketch(1, elements).symbols(0, 10);
		assertThat(new Sketch(2, elements).symbols(0, 10)).doesNotContainAnyElementsOf(symbols);
	}

	@Test
	void aSketchEnds() {
		Sketch sketch = new TwoSets(1).onlyThere(10).sketch();
		assertThat(sketch.symbols(Sketch.MAX_LENGTH - 1, Sketch.MAX_LENGTH)).hasSize(1);
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> sketch.symbols(0, Sketch.MAX_LENGTH + 1));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> sketch.symbols(-1, 1));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> sketch.symbols(2, 1));
	}

}

package io.starling.mesh.sketch;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the decoder finds is what taking one set from the other gives. */
class SketchDecoderTest {

	private static LongStream seeds() {
		return LongStream.rangeClosed(1, 300);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void findsWhatSmallSetsDifferIn(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		assertFound(new TwoSets(seed).both(random.nextInt(200))
			.onlyHere(random.nextInt(20))
			.onlyThere(random.nextInt(20))
			.changed(random.nextInt(20)));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, 0, 0", "1, 0, 0, 0", "10000, 0, 0, 0", "0, 1, 0, 0", "0, 0, 1, 0", "0, 0, 0, 1",
			"0, 10000, 0, 0", "0, 0, 10000, 0", "0, 5000, 5000, 0", "0, 0, 0, 10000", "10000, 1, 0, 0",
			"10000, 0, 1, 0", "10000, 0, 0, 1", "10000, 10, 10, 10", "9000, 500, 500, 500", "5000, 2500, 2500, 2500" })
	void findsWhatSetsOfAnySizeDifferIn(int both, int onlyHere, int onlyThere, int changed) {
		assertFound(
				new TwoSets(both + 7L * changed).both(both).onlyHere(onlyHere).onlyThere(onlyThere).changed(changed));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void numbersInSequenceAreElementsLikeAnyOther(long seed) {
		TwoSets sets = new TwoSets(seed);
		for (int i = 0; i < 1000; i++) {
			sets.here.add(new Element(i, i % 3));
			sets.there.add(new Element(i + 100, (i + 100) % 3));
		}
		assertFound(sets);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void theOrderOfTheOwnElementsDoesNotMatter(long seed) {
		TwoSets sets = new TwoSets(seed).both(100).onlyHere(20).onlyThere(20).changed(10);
		SketchDecoder one = sets.decode(1000);
		Collections.shuffle(sets.here, new Random(seed));
		SketchDecoder other = sets.decode(1000);
		assertThat(other.received()).isEqualTo(one.received());
		assertThat(other.missingHere()).isEqualTo(one.missingHere());
		assertThat(other.missingThere()).isEqualTo(one.missingThere());
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void whatBothSidesHavePlaysNoPart(long seed) {
		TwoSets sets = new TwoSets(seed).onlyHere(20).onlyThere(20);
		SketchDecoder alone = sets.decode(1000);
		SketchDecoder among = sets.both(1000).decode(1000);
		assertThat(among.received()).isEqualTo(alone.received());
		assertThat(among.missingHere()).isEqualTo(alone.missingHere());
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void moreSymbolsThanNeededChangeNothing(long seed) {
		TwoSets sets = new TwoSets(seed).both(100).onlyHere(20).changed(20);
		SketchDecoder decoder = sets.decoder();
		sets.sketch().symbols(0, 1000).forEach(decoder::add);
		assertFound(sets, decoder);
	}

	@Test
	void oneSymbolTellsThatNothingDiffers() {
		assertThat(new TwoSets(1).both(1000).decode(10).received()).isEqualTo(1);
	}

	@Test
	void oneSymbolTellsTheOnlyElementThatDiffers() {
		SketchDecoder decoder = new TwoSets(1).both(1000).onlyThere(1).decode(10);
		assertThat(decoder.received()).isEqualTo(1);
		assertThat(decoder.missingHere()).hasSize(1);
	}

	@Test
	void nothingIsCompleteBeforeTheFirstSymbol() {
		SketchDecoder decoder = new TwoSets(1).decoder();
		assertThat(decoder.isComplete()).isFalse();
		assertThat(decoder.isBroken()).isFalse();
		assertThat(decoder.missingHere()).isEmpty();
	}

	@Test
	void whatIsFoundSoFarIsTrue() {
		TwoSets sets = new TwoSets(1).both(100).onlyHere(100).onlyThere(100);
		SketchDecoder decoder = sets.decode(200);
		assertThat(decoder.isComplete()).isFalse();
		assertThat(decoder.missingHere()).isNotEmpty();
		assertThat(TwoSets.difference(sets.there, sets.here)).containsAll(decoder.missingHere());
		assertThat(TwoSets.difference(sets.here, sets.there)).containsAll(decoder.missingThere());
	}

	@Test
	void sidesOfDifferentSaltsNeverAgree() {
		List<Element> elements = new TwoSets(1).both(100).here;
		Sketch sketch = new Sketch(1, elements);
		SketchDecoder decoder = new SketchDecoder(2, elements);
		sketch.symbols(0, 1000).forEach(decoder::add);
		assertThat(decoder.isComplete()).isFalse();
	}

	private static void assertFound(TwoSets sets) {
		assertFound(sets, sets.decode(3 * (sets.here.size() + sets.there.size()) + 100));
	}

	private static void assertFound(TwoSets sets, SketchDecoder decoder) {
		assertThat(decoder.isComplete()).isTrue();
		assertThat(decoder.isBroken()).isFalse();
		assertThat(TwoSets.set(decoder.missingHere())).isEqualTo(TwoSets.difference(sets.there, sets.here))
			.hasSameSizeAs(decoder.missingHere());
		assertThat(TwoSets.set(decoder.missingThere())).isEqualTo(TwoSets.difference(sets.here, sets.there))
			.hasSameSizeAs(decoder.missingThere());
	}

}

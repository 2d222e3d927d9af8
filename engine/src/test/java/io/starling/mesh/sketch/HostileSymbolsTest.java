package io.starling.mesh.sketch;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes, the decoder ends soon, and claims nothing that is not so. */
@Timeout(20)
class HostileSymbolsTest {

	private static final int LIMIT = 5000;

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void noiseNeverBecomesComplete(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		SketchDecoder decoder = new TwoSets(seed).onlyHere(100).decoder();
		for (int i = 0; i < LIMIT; i++) {
			int count = (i % 2 == 0) ? random.nextInt(-2, 3) : random.nextInt();
			decoder.add(new CodedSymbol(random.nextLong(), random.nextLong(), random.nextLong(), count));
			assertThat(decoder.isComplete()).isFalse();
		}
		assertThat(decoder.missingHere()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void oneFlippedBitNeverGivesAWrongDifference(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		for (int i = 0; i < 200; i++) {
			TwoSets sets = new TwoSets(random.nextLong()).both(20).onlyHere(5).onlyThere(5).changed(3);
			List<CodedSymbol> symbols = new ArrayList<>(sets.sketch().symbols(0, 100));
			int flipped = random.nextInt(40);
			symbols.set(flipped, flipped(symbols.get(flipped), random));
			SketchDecoder decoder = sets.decoder();
			for (CodedSymbol symbol : symbols) {
				decoder.add(symbol);
				if (decoder.isComplete()) {
					assertThat(TwoSets.set(decoder.missingHere())).isEqualTo(TwoSets.difference(sets.there, sets.here));
					assertThat(decoder.received()).isLessThanOrEqualTo(flipped);
				}
			}
			assertThat(decoder.isComplete()).isFalse();
		}
	}

	@Test
	void anElementWhereItsMappingDoesNotLeadBreaksTheDecoder() {
		SaltedHash hash = new SaltedHash(1);
		Element element = elsewhere(hash);
		SketchDecoder decoder = new SketchDecoder(1, List.of());
		decoder.add(new CodedSymbol(1, 2, 3, 4));
		decoder.add(only(element, hash, 1));
		assertThat(decoder.isBroken()).isTrue();
		assertThat(decoder.isComplete()).isFalse();
	}

	@Test
	void anElementThatComesBackBreaksTheDecoder() {
		SaltedHash hash = new SaltedHash(1);
		Element element = elsewhere(hash);
		for (int sign = -1; sign <= 1; sign += 2) {
			SketchDecoder decoder = new SketchDecoder(1, List.of());
			decoder.add(only(element, hash, 1));
			assertThat(decoder.isComplete()).isTrue();
			decoder.add(only(element, hash, sign));
			assertThat(decoder.isBroken()).isTrue();
			assertThat(decoder.isComplete()).isFalse();
			assertThat(decoder.missingHere()).containsExactly(element);
		}
	}

	@Test
	void whatTheOwnSetNeverHadCannotBeMissingThere() {
		SketchDecoder decoder = new SketchDecoder(1, List.of());
		decoder.add(only(new Element(7, 1), new SaltedHash(1), -1));
		assertThat(decoder.isBroken()).isTrue();
		assertThat(decoder.missingThere()).isEmpty();
	}

	@Test
	void whatTheOwnSetHasCannotBeMissingHere() {
		SketchDecoder decoder = new SketchDecoder(1, List.of(new Element(7, 1)));
		// Twice the own element: once it is taken from that, it remains once.
		decoder.add(new CodedSymbol(0, 0, 0, 2));
		assertThat(decoder.isBroken()).isTrue();
		assertThat(decoder.missingHere()).isEmpty();
	}

	@Test
	void aCountOfOneWithAnotherChecksumIsNoElement() {
		SaltedHash hash = new SaltedHash(1);
		Element element = new Element(7, 1);
		SketchDecoder decoder = new SketchDecoder(1, List.of());
		decoder.add(new CodedSymbol(7, 1, hash.of(element) ^ 1, 1));
		assertThat(decoder.isBroken()).isFalse();
		assertThat(decoder.isComplete()).isFalse();
		assertThat(decoder.missingHere()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "1, 0, 0, 0", "0, 1, 0, 0", "0, 0, 1, 0", "0, 0, 0, 1" })
	void whatIsLeftInAnyPartOfASymbolIsADifference(long id, long version, long checksum, int count) {
		SketchDecoder decoder = new SketchDecoder(1, List.of());
		assertThat(decoder.add(new CodedSymbol(id, version, checksum, count))).isTrue();
		assertThat(decoder.isComplete()).isFalse();
	}

	@Test
	void aBrokenDecoderStaysBroken() {
		TwoSets sets = new TwoSets(1).onlyThere(5);
		SketchDecoder decoder = sets.decoder();
		decoder.add(only(new Element(7, 1), new SaltedHash(sets.salt), -1));
		sets.sketch().symbols(0, 100).forEach(decoder::add);
		assertThat(decoder.isBroken()).isTrue();
		assertThat(decoder.isComplete()).isFalse();
		assertThat(decoder.received()).isEqualTo(1);
	}

	@Test
	void symbolsWithoutEndAreCutOff() {
		SketchDecoder decoder = new SketchDecoder(1, List.of(new Element(1, 1)));
		CodedSymbol symbol = new CodedSymbol(1, 2, 3, 4);
		for (int i = 0; i < Sketch.MAX_LENGTH + 10; i++) {
			decoder.add(symbol);
		}
		assertThat(decoder.isBroken()).isTrue();
		assertThat(decoder.received()).isEqualTo(Sketch.MAX_LENGTH);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void inventedElementsAreNeverMoreThanSymbols(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		SaltedHash hash = new SaltedHash(1);
		for (int i = 0; i < 500; i++) {
			List<Element> own = List.of(new Element(1, 1), new Element(2, 1), new Element(3, 1));
			SketchDecoder decoder = new SketchDecoder(1, own);
			while (decoder.received() < 50 && !decoder.isBroken()) {
				// Sums of few elements from few, so that they meet again and again.
				Prefix sum = new Prefix(hash);
				sum.reach(1);
				for (int terms = random.nextInt(4); terms > 0; terms--) {
					sum.put(new Element(random.nextInt(6), 1), random.nextInt(-1, 3));
				}
				decoder.add(sum.symbol(0));
				int found = decoder.missingHere().size() + decoder.missingThere().size();
				assertThat(found).isLessThanOrEqualTo(decoder.received());
				assertThat(own).containsAll(decoder.missingThere());
				assertThat(decoder.missingHere()).doesNotContainAnyElementsOf(own);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void aMangledSequenceHarmsNobody(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		for (int i = 0; i < 200; i++) {
			TwoSets sets = new TwoSets(random.nextLong()).both(20).onlyHere(5).onlyThere(5).changed(3);
			List<CodedSymbol> symbols = sets.sketch().symbols(0, 100);
			SketchDecoder decoder = sets.decoder();
			for (int at = 0; at < 300; at++) {
				CodedSymbol symbol = symbols.get(Math.min(99, random.nextInt(4) == 0 ? random.nextInt(100) : at));
				decoder.add((random.nextInt(8) == 0) ? flipped(symbol, random) : symbol);
			}
			assertThat(decoder.isComplete()).isFalse();
			assertThat(decoder.missingHere().size() + decoder.missingThere().size()).isLessThanOrEqualTo(300);
		}
	}

	private static CodedSymbol only(Element element, SaltedHash hash, int sign) {
		return new CodedSymbol(element.id(), element.version(), hash.of(element), sign);
	}

	private static Element elsewhere(SaltedHash hash) {
		for (long id = 1;; id++) {
			Mapping mapping = new Mapping(hash.of(new Element(id, 1)));
			mapping.advance();
			if (mapping.index() > 1) {
				return new Element(id, 1);
			}
		}
	}

	private static CodedSymbol flipped(CodedSymbol symbol, SplittableRandom random) {
		long bit = 1L << random.nextInt(64);
		return switch (random.nextInt(4)) {
			case 0 -> new CodedSymbol(symbol.id() ^ bit, symbol.version(), symbol.checksum(), symbol.count());
			case 1 -> new CodedSymbol(symbol.id(), symbol.version() ^ bit, symbol.checksum(), symbol.count());
			case 2 -> new CodedSymbol(symbol.id(), symbol.version(), symbol.checksum() ^ bit, symbol.count());
			default -> new CodedSymbol(symbol.id(), symbol.version(), symbol.checksum(),
					symbol.count() ^ (1 << random.nextInt(32)));
		};
	}

}

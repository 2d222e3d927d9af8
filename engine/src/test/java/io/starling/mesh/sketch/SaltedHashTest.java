package io.starling.mesh.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SaltedHashTest {

	/** The key of the test vectors: the bytes 0, 1, ... 15. */
	private static final SaltedHash HASH = new SaltedHash(0x0706050403020100L, 0x0F0E0D0C0B0A0908L);

	/** The one of 15 bytes is that of appendix A of the paper. */
	@ParameterizedTest
	@CsvSource({ "0, 726fdb47dd0e0e31", "1, 74f839c593dc67fd", "7, ab0200f58b01d137", "8, 93f5f5799a932462",
			"15, a129ca6149be45e5", "16, 3f2acc7f57c29bdb", "63, 958a324ceb064572" })
	void hashesAsItsAuthorsDo(int length, String expected) {
		byte[] input = new byte[length];
		for (int i = 0; i < length; i++) {
			input[i] = (byte) i;
		}
		assertThat(HASH.of(input)).isEqualTo(Long.parseUnsignedLong(expected, 16));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void theChecksumOfAnElementIsTheHashOfItsBytes(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		Element element = new Element(random.nextLong(), random.nextLong());
		byte[] bytes = ByteBuffer.allocate(16)
			.order(ByteOrder.LITTLE_ENDIAN)
			.putLong(element.id())
			.putLong(element.version())
			.array();
		SaltedHash hash = new SaltedHash(random.nextLong());
		assertThat(hash.of(element)).isEqualTo(hash.of(bytes));
	}

	@Test
	void anotherSaltGivesAnotherHash() {
		byte[] name = { 1, 2, 3 };
		assertThat(new SaltedHash(1).of(name)).isEqualTo(new SaltedHash(1).of(name))
			.isNotEqualTo(new SaltedHash(2).of(name));
	}

}

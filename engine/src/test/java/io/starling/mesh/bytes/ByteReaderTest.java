package io.starling.mesh.bytes;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ByteReaderTest {

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 127, 128, 16383, 16384, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE })
	void integersComeBackAsTheyWere(long value) throws MalformedException {
		ByteReader reader = new ByteReader(new ByteWriter().writeVarint(value).writeLong(value).toArray());
		assertThat(reader.readVarint()).isEqualTo(value);
		assertThat(reader.readLong()).isEqualTo(value);
		assertThat(reader.hasMore()).isFalse();
	}

	@Test
	void textsAndBytesAndBlocksComeBackAsTheyWere() throws MalformedException {
		Bytes bytes = Bytes.copyOf(new byte[] { 1, 2, 3 });
		ByteWriter block = new ByteWriter().writeText("Größe 鳥");
		ByteReader reader = new ByteReader(
				new ByteWriter().writeBytes(bytes).writeBlock(block).writeText("").toArray());
		assertThat(reader.readBytes(3, "bytes")).isEqualTo(bytes);
		assertThat(reader.readBlock(20, "block").readText(20, "text")).isEqualTo("Größe 鳥");
		assertThat(reader.readText(0, "text")).isEmpty();
	}

	@Test
	void aLengthBeyondTheLimitIsRefusedBeforeAnythingIsAllocated() {
		byte[] claim = new ByteWriter().writeVarint(Integer.MAX_VALUE).toArray();
		assertThatExceptionOfType(MalformedException.class)
			.isThrownBy(() -> new ByteReader(claim).readBytes(100, "a thing"))
			.withMessage("a thing of 2147483647, at most 100");
	}

	@Test
	void aLengthBeyondTheEndIsRefusedBeforeAnythingIsAllocated() {
		byte[] claim = new ByteWriter().writeVarint(Integer.MAX_VALUE).toArray();
		assertThatExceptionOfType(MalformedException.class)
			.isThrownBy(() -> new ByteReader(claim).readBytes(Integer.MAX_VALUE, "a thing"))
			.withMessage("2147483647 bytes expected, 0 left");
	}

	@Test
	void anIntegerOfMoreThan64BitsIsRefused() {
		byte[] tooLong = { -1, -1, -1, -1, -1, -1, -1, -1, -1, 2 };
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> new ByteReader(tooLong).readVarint());
	}

	@Test
	void aTextThatIsNotUtf8IsRefused() {
		byte[] broken = { 2, (byte) 0xC3, 0x28 };
		assertThatExceptionOfType(MalformedException.class)
			.isThrownBy(() -> new ByteReader(broken).readText(10, "a name"))
			.withMessage("a name that is not UTF-8");
	}

	@Test
	void aBlockEndsWhereItEnds() throws MalformedException {
		ByteReader reader = new ByteReader(
				new ByteWriter().writeBlock(new ByteWriter().writeByte(1)).writeByte(2).toArray());
		ByteReader block = reader.readBlock(10, "block");
		assertThat(block.readByte()).isEqualTo(1);
		assertThatExceptionOfType(MalformedException.class).isThrownBy(block::readByte);
		assertThat(reader.readByte()).isEqualTo(2);
	}

	@Test
	void anyInputEndsInAValueOrInMalformedException() {
		SplittableRandom random = new SplittableRandom(7);
		for (int i = 0; i < 20_000; i++) {
			byte[] noise = new byte[random.nextInt(30)];
			random.nextBytes(noise);
			ByteReader reader = new ByteReader(noise);
			try {
				while (reader.hasMore()) {
					switch (random.nextInt(5)) {
						case 0 -> reader.readVarint();
						case 1 -> reader.readLong();
						case 2 -> reader.readText(20, "text");
						case 3 -> reader.readBytes(20, "bytes");
						default -> reader.readBlock(20, "block");
					}
				}
			}
			catch (MalformedException ex) {
				assertThat(ex).hasMessageNotContaining("null");
			}
		}
	}

}

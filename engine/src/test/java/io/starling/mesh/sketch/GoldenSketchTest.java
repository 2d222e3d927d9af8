package io.starling.mesh.sketch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The code is spoken between members of different versions, so it is fixed for ever. The
 * values are those of a second program, written from the same formulas in another
 * language. Who has to change a digit here has broken the format.
 */
class GoldenSketchTest {

	private static final long SALT = 0x0123456789ABCDEFL;

	@Test
	void names() {
		byte[] name = "inventory".getBytes(StandardCharsets.UTF_8);
		assertThat(new SaltedHash(SALT).of(name)).isEqualTo(0x46FC44CFDC47D64EL);
	}

	@Test
	void checksumAndMapping() {
		long checksum = new SaltedHash(SALT).of(new Element(1, 2));
		assertThat(checksum).isEqualTo(0x4EFD8D554178E9FFL);
		List<Integer> symbols = new ArrayList<>();
		for (Mapping mapping = new Mapping(checksum); mapping.index() < Mapping.END; mapping.advance()) {
			symbols.add(mapping.index());
		}
		assertThat(symbols).containsExactly(0, 2, 3, 4, 46, 128, 137, 379, 413, 4295, 5853, 9803, 69_646, 95_976,
				157_679, 200_782);
	}

	@Test
	void symbols() throws NoSuchAlgorithmException {
		List<Element> elements = LongStream.rangeClosed(1, 100)
			.mapToObj((i) -> new Element(i * 0x9E3779B97F4A7C15L, i * i))
			.toList();
		List<CodedSymbol> symbols = new Sketch(SALT, elements).symbols(0, 1000);
		assertThat(symbols.get(0)).isEqualTo(symbol("73513b1222ffc574", 5020, "9fa18576cfa3ba41", 100));
		assertThat(symbols.get(1)).isEqualTo(symbol("3fe131d0b4113019", 6161, "6954110aff2451f8", 74));
		assertThat(symbols.get(2)).isEqualTo(symbol("a7b11d172d52a6b9", 9645, "94765bb86ddb33f0", 47));
		assertThat(symbols.get(3)).isEqualTo(symbol("75eb4074c8f19936", 1236, "16e20f3c21818a26", 35));
		assertThat(symbols.get(10)).isEqualTo(symbol("50020d7a7af3b363", 3037, "14aec7a4a00b2f9e", 13));
		assertThat(symbols.get(50)).isEqualTo(symbol("74aa34b4cf33ce66", 4144, "3131471693b2a39e", 3));
		assertThat(symbols.get(99)).isEqualTo(symbol("af76cb27df32af60", 7428, "6c6ebb221c5ac2e7", 3));
		assertThat(sha256(symbols)).isEqualTo("04369046c1b325d3552ba8881f9fa9b7e4db3c6787d99ee5be96d769bf74ceac");
	}

	private static CodedSymbol symbol(String id, long version, String checksum, int count) {
		return new CodedSymbol(Long.parseUnsignedLong(id, 16), version, Long.parseUnsignedLong(checksum, 16), count);
	}

	/** Of all symbols, 28 bytes each, most significant first. */
	private static String sha256(List<CodedSymbol> symbols) throws NoSuchAlgorithmException {
		ByteBuffer bytes = ByteBuffer.allocate(28 * symbols.size());
		symbols.forEach((symbol) -> bytes.putLong(symbol.id())
			.putLong(symbol.version())
			.putLong(symbol.checksum())
			.putInt(symbol.count()));
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
	}

}

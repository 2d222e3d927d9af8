package io.starling.mesh.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message.Lack;
import io.starling.mesh.message.Message.More;
import io.starling.mesh.message.Message.Symbols;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.sketch.CodedSymbol;
import io.starling.mesh.sketch.Sketch;
import org.jspecify.annotations.Nullable;

/**
 * The forms of the messages of a sketched exchange. A symbol is not a block of fields but
 * its four numbers, one after the other: id and checksum of eight bytes each, version and
 * count in as many as they take, about 20 in all. Only the frame bounds their number.
 */
final class SketchFormat {

	private static final int SALT = 1;

	private static final int FIRST = 2;

	private static final int CONTENT = 3;

	private SketchFormat() {
	}

	static void write(FieldWriter out, Symbols symbols) {
		ByteWriter content = new ByteWriter();
		for (CodedSymbol symbol : symbols.symbols()) {
			content.writeLong(symbol.id())
				.writeLong(symbol.checksum())
				.writeVarint(symbol.version())
				.writeVarint(zigzag(symbol.count()));
		}
		out.varint(SALT, symbols.salt()).varint(FIRST, symbols.first()).block(CONTENT, new FieldWriter(content));
	}

	static Symbols readSymbols(ByteReader in) throws MalformedException {
		Parts parts = new Parts(in);
		List<CodedSymbol> symbols = new ArrayList<>();
		ByteReader content = FieldReader.required(parts.content, "symbols");
		while (content.hasMore()) {
			long id = content.readLong();
			long checksum = content.readLong();
			long version = content.readVarint();
			symbols.add(new CodedSymbol(id, version, checksum, unzigzag(content.readVarint())));
		}
		return new Symbols(FieldReader.required(parts.salt, "a salt"), parts.first,
				Collections.unmodifiableList(symbols));
	}

	static void write(FieldWriter out, More more) {
		out.varint(SALT, more.salt()).varint(FIRST, more.from());
	}

	static More readMore(ByteReader in) throws MalformedException {
		Parts parts = new Parts(in);
		return new More(FieldReader.required(parts.salt, "a salt"), parts.first);
	}

	static void write(FieldWriter out, Lack lack) {
		ByteWriter content = new ByteWriter();
		lack.ids().forEach(content::writeLong);
		out.varint(SALT, lack.salt()).block(CONTENT, new FieldWriter(content));
	}

	static Lack readLack(ByteReader in) throws MalformedException {
		Parts parts = new Parts(in);
		List<Long> ids = new ArrayList<>();
		ByteReader content = FieldReader.required(parts.content, "ids");
		while (content.hasMore()) {
			ids.add(content.readLong());
		}
		return new Lack(FieldReader.required(parts.salt, "a salt"), Collections.unmodifiableList(ids));
	}

	private static long zigzag(int count) {
		return ((long) count << 1) ^ ((long) count >> 63);
	}

	private static int unzigzag(long value) throws MalformedException {
		long count = (value >>> 1) ^ -(value & 1);
		if (count != (int) count) {
			throw new MalformedException("a symbol's count of " + count);
		}
		return (int) count;
	}

	/** The fields that the three messages share. */
	private static final class Parts {

		private @Nullable Long salt;

		private int first;

		private @Nullable ByteReader content;

		Parts(ByteReader in) throws MalformedException {
			FieldReader fields = new FieldReader(in);
			while (fields.next()) {
				switch (fields.number()) {
					case SALT -> this.salt = fields.varint();
					case FIRST -> this.first = fields.varint(Sketch.MAX_LENGTH, "a symbol's index");
					case CONTENT -> this.content = fields.block("a sketch");
					default -> fields.skip();
				}
			}
		}

	}

}

package io.starling.mesh.wire;

import java.nio.charset.StandardCharsets;

import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.MemberId;

/**
 * Writes fields, the counterpart of {@link FieldReader}. It keeps the same limits as the
 * reader, with an {@link IllegalArgumentException}, so that a member never sends what
 * others would close the connection for.
 */
final class FieldWriter {

	private final ByteWriter out;

	FieldWriter() {
		this(new ByteWriter());
	}

	FieldWriter(ByteWriter out) {
		this.out = out;
	}

	FieldWriter varint(int number, long value) {
		key(number, FieldReader.VARINT).writeVarint(value);
		return this;
	}

	FieldWriter count(int number, long value, String what) {
		if (value < 0) {
			throw new IllegalArgumentException(what + " of " + value + ", at least 0");
		}
		return varint(number, value);
	}

	/** Writes the field only if it is true. */
	FieldWriter flag(int number, boolean value) {
		return value ? varint(number, 1) : this;
	}

	FieldWriter id(int number, MemberId value) {
		key(number, FieldReader.FIXED128).writeLong(value.high()).writeLong(value.low());
		return this;
	}

	FieldWriter digest(int number, Digest value) {
		key(number, FieldReader.FIXED128).writeLong(value.high()).writeLong(value.low());
		return this;
	}

	/** Writes the field only if the text is not empty. */
	FieldWriter text(int number, String value, int max, String what) {
		return bytes(number, Bytes.copyOf(value.getBytes(StandardCharsets.UTF_8)), max, what);
	}

	/** Writes the field only if there are any bytes. */
	FieldWriter bytes(int number, Bytes value, int max, String what) {
		requireLength(value.size(), max, what);
		if (value.size() != 0) {
			key(number, FieldReader.BLOCK).writeBytes(value);
		}
		return this;
	}

	FieldWriter block(int number, FieldWriter block) {
		key(number, FieldReader.BLOCK).writeBlock(block.out);
		return this;
	}

	private ByteWriter key(int number, int kind) {
		return this.out.writeVarint(((long) number << FieldReader.KIND_BITS) | kind);
	}

	static void requireLength(int length, int max, String what) {
		if (length > max) {
			throw new IllegalArgumentException(what + " of " + length + ", at most " + max);
		}
	}

}

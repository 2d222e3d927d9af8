package io.starling.mesh.model;

import java.nio.charset.StandardCharsets;

import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.bytes.Bytes;

/**
 * Writes fields, the counterpart of {@link FieldReader}. It keeps the same limits as the
 * reader, with an {@link IllegalArgumentException}, so that a member never sends what
 * others would close the connection for. Every method returns this writer. Not
 * thread-safe.
 */
public final class FieldWriter {

	private final ByteWriter out;

	/** Creates a writer of a block. */
	public FieldWriter() {
		this(new ByteWriter());
	}

	/**
	 * Creates a writer that goes on where another one stopped.
	 * @param out what to write to
	 */
	public FieldWriter(ByteWriter out) {
		this.out = out;
	}

	/**
	 * Returns what was written.
	 * @return the bytes, immutable
	 */
	public Bytes toBytes() {
		return this.out.toBytes();
	}

	/**
	 * Writes 64 bits, in fewer bytes if they are small.
	 * @param number the field's number
	 * @param value the bits
	 * @return this writer
	 */
	public FieldWriter varint(int number, long value) {
		key(number, FieldReader.VARINT).writeVarint(value);
		return this;
	}

	/**
	 * Writes a number that is never negative.
	 * @param number the field's number
	 * @param value the number
	 * @param what names the value in the error
	 * @return this writer
	 */
	public FieldWriter count(int number, long value, String what) {
		if (value < 0) {
			throw new IllegalArgumentException(what + " of " + value + ", at least 0");
		}
		return varint(number, value);
	}

	/**
	 * Writes a version of a record or row.
	 * @param number the field's number
	 * @param value the version
	 * @param what names the value in the error
	 * @return this writer
	 */
	public FieldWriter version(int number, long value, String what) {
		Limits.requireVersion(value, what);
		return varint(number, value);
	}

	/**
	 * Writes a truth value, only if it is true.
	 * @param number the field's number
	 * @param value the truth value
	 * @return this writer
	 */
	public FieldWriter flag(int number, boolean value) {
		return value ? varint(number, 1) : this;
	}

	/**
	 * Writes eight bytes.
	 * @param number the field's number
	 * @param value the bits
	 * @return this writer
	 */
	public FieldWriter fixed64(int number, long value) {
		key(number, FieldReader.FIXED64).writeLong(value);
		return this;
	}

	/**
	 * Writes a member's id.
	 * @param number the field's number
	 * @param value the id
	 * @return this writer
	 */
	public FieldWriter id(int number, MemberId value) {
		key(number, FieldReader.FIXED128).writeLong(value.high()).writeLong(value.low());
		return this;
	}

	/**
	 * Writes a digest.
	 * @param number the field's number
	 * @param value the digest
	 * @return this writer
	 */
	public FieldWriter digest(int number, Digest value) {
		key(number, FieldReader.FIXED128).writeLong(value.high()).writeLong(value.low());
		return this;
	}

	/**
	 * Writes a text, only if it is not empty.
	 * @param number the field's number
	 * @param value the text
	 * @param max the most bytes allowed
	 * @param what names the value in the error
	 * @return this writer
	 */
	public FieldWriter text(int number, String value, int max, String what) {
		return bytes(number, Bytes.copyOf(value.getBytes(StandardCharsets.UTF_8)), max, what);
	}

	/**
	 * Writes bytes, only if there are any.
	 * @param number the field's number
	 * @param value the bytes
	 * @param max the most bytes allowed
	 * @param what names the value in the error
	 * @return this writer
	 */
	public FieldWriter bytes(int number, Bytes value, int max, String what) {
		requireLength(value.size(), max, what);
		return (value.size() != 0) ? block(number, value) : this;
	}

	/**
	 * Writes a block of fields.
	 * @param number the field's number
	 * @param block holds the fields
	 * @return this writer
	 */
	public FieldWriter block(int number, FieldWriter block) {
		key(number, FieldReader.BLOCK).writeBlock(block.out);
		return this;
	}

	/**
	 * Writes a block as it is.
	 * @param number the field's number
	 * @param block the block
	 * @return this writer
	 */
	public FieldWriter block(int number, Bytes block) {
		key(number, FieldReader.BLOCK).writeBytes(block);
		return this;
	}

	private ByteWriter key(int number, int kind) {
		return this.out.writeVarint(((long) number << FieldReader.KIND_BITS) | kind);
	}

	/**
	 * Keeps a limit.
	 * @param length what is limited
	 * @param max the limit
	 * @param what names the value in the error
	 * @throws IllegalArgumentException if it is passed
	 */
	public static void requireLength(int length, int max, String what) {
		if (length > max) {
			throw new IllegalArgumentException(what + " of " + length + ", at most " + max);
		}
	}

}

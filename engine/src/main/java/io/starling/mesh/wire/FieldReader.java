package io.starling.mesh.wire;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;

import org.jspecify.annotations.Nullable;

/**
 * Goes through the fields of one message or block, one after the other. The caller asks
 * for the {@link #next()} one, looks at its {@link #number()}, and then either reads its
 * value by the method that fits or {@link #skip()}s it, once for each field.
 */
final class FieldReader {

	/** An unsigned variable-length integer. */
	static final int VARINT = 0;

	/** Eight bytes. No field of today has this kind. */
	static final int FIXED64 = 1;

	/** Sixteen bytes. */
	static final int FIXED128 = 2;

	/** A length and that many bytes. */
	static final int BLOCK = 3;

	/** How far a field's number is shifted in its key. */
	static final int KIND_BITS = 2;

	/**
	 * The number reserved in member records, rows and votes for a signature over the
	 * block's other fields. Not written yet, and stepped over where it is met.
	 */
	static final int SIGNATURE = 15;

	private static final int KIND_MASK = (1 << KIND_BITS) - 1;

	private final ByteReader in;

	private final long repeating;

	private long seen;

	private int number;

	private int kind;

	/**
	 * Creates a reader.
	 * @param in the fields, up to the end of the source
	 * @param repeating the numbers that may occur more than once, each below 64
	 */
	FieldReader(ByteReader in, int... repeating) {
		this.in = in;
		long mask = 0;
		for (int allowed : repeating) {
			mask |= 1L << allowed;
		}
		this.repeating = mask;
	}

	boolean next() throws MalformedException {
		if (!this.in.hasMore()) {
			return false;
		}
		int key = this.in.readVarint(Integer.MAX_VALUE, "a field's key");
		this.number = key >>> KIND_BITS;
		this.kind = key & KIND_MASK;
		if (this.number == 0) {
			throw new MalformedException("a field with the number 0");
		}
		return true;
	}

	int number() {
		return this.number;
	}

	void skip() throws MalformedException {
		switch (this.kind) {
			case VARINT -> this.in.readVarint();
			case FIXED64 -> this.in.readLong();
			case FIXED128 -> {
				this.in.readLong();
				this.in.readLong();
			}
			default -> this.in.readBlock(Limits.FRAME_SIZE, "an unknown block");
		}
	}

	/** Reads 64 bits, whatever they mean. */
	long varint() throws MalformedException {
		expect(VARINT);
		return this.in.readVarint();
	}

	int varint(int max, String what) throws MalformedException {
		expect(VARINT);
		return this.in.readVarint(max, what);
	}

	/** Reads a version or another number that is never negative. */
	long count(long max, String what) throws MalformedException {
		long value = varint();
		if (value < 0 || value > max) {
			throw new MalformedException(what + " of " + Long.toUnsignedString(value) + ", at most " + max);
		}
		return value;
	}

	boolean flag(String what) throws MalformedException {
		return varint(1, what) == 1;
	}

	MemberId id() throws MalformedException {
		expect(FIXED128);
		return new MemberId(this.in.readLong(), this.in.readLong());
	}

	Digest digest() throws MalformedException {
		expect(FIXED128);
		return new Digest(this.in.readLong(), this.in.readLong());
	}

	String text(int max, String what) throws MalformedException {
		expect(BLOCK);
		return this.in.readText(max, what);
	}

	Bytes bytes(int max, String what) throws MalformedException {
		expect(BLOCK);
		return this.in.readBytes(max, what);
	}

	/** Gives a view of a block; nothing is copied, so its length needs no other limit. */
	ByteReader block(String what) throws MalformedException {
		expect(BLOCK);
		return this.in.readBlock(Limits.FRAME_SIZE, what);
	}

	static <T> T required(@Nullable T value, String what) throws MalformedException {
		if (value == null) {
			throw new MalformedException("without " + what);
		}
		return value;
	}

	private void expect(int expected) throws MalformedException {
		if (this.kind != expected) {
			throw new MalformedException("field " + this.number + " of kind " + this.kind + ", not " + expected);
		}
		// Only fields that somebody reads come here, and their numbers are below 64.
		long bit = 1L << this.number;
		if ((this.seen & bit & ~this.repeating) != 0) {
			throw new MalformedException("field " + this.number + " given twice");
		}
		this.seen |= bit;
	}

}

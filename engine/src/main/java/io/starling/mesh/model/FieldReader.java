package io.starling.mesh.model;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;

import org.jspecify.annotations.Nullable;

/**
 * Goes through the fields of one message or block, one after the other. The caller asks
 * for the {@link #next()} one, looks at its {@link #number()}, and then either reads its
 * value by the method that fits or {@link #skip()}s it, once for each field. Every method
 * that reads throws a {@link MalformedException} if the field is cut off, of another
 * kind, given twice or over its limit. Not thread-safe.
 */
public final class FieldReader {

	/**
	 * The number reserved in member records, rows, votes and deaths for a signature over
	 * the block's other fields. Not written yet, and kept and passed on where it is met.
	 */
	public static final int SIGNATURE = 15;

	/** How far a field's number is shifted in its key. */
	public static final int KIND_BITS = 2;

	/** An unsigned variable-length integer. */
	static final int VARINT = 0;

	/** Eight bytes. */
	static final int FIXED64 = 1;

	/** Sixteen bytes. */
	static final int FIXED128 = 2;

	/** A length and that many bytes. */
	static final int BLOCK = 3;

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
	public FieldReader(ByteReader in, int... repeating) {
		this.in = in;
		long mask = 0;
		for (int allowed : repeating) {
			mask |= 1L << allowed;
		}
		this.repeating = mask;
	}

	/**
	 * Goes on to the next field.
	 * @return false if there is none
	 * @throws MalformedException if its key is no key
	 */
	public boolean next() throws MalformedException {
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

	/**
	 * Returns the present field's number.
	 * @return at least 1
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Steps over the present field.
	 * @throws MalformedException if it is cut off
	 */
	public void skip() throws MalformedException {
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

	/**
	 * Reads 64 bits, whatever they mean.
	 * @return the bits
	 * @throws MalformedException see above
	 */
	public long varint() throws MalformedException {
		expect(VARINT);
		return this.in.readVarint();
	}

	/**
	 * Reads a small number.
	 * @param max the largest value allowed
	 * @param what names the value in the error
	 * @return 0 to max
	 * @throws MalformedException see above
	 */
	public int varint(int max, String what) throws MalformedException {
		expect(VARINT);
		return this.in.readVarint(max, what);
	}

	/**
	 * Reads a number that is never negative.
	 * @param max the largest value allowed
	 * @param what names the value in the error
	 * @return 0 to max
	 * @throws MalformedException see above
	 */
	public long count(long max, String what) throws MalformedException {
		long value = varint();
		if (value < 0 || value > max) {
			throw new MalformedException(what + " of " + Long.toUnsignedString(value) + ", at most " + max);
		}
		return value;
	}

	/**
	 * Reads a version of a record or row.
	 * @param what names the value in the error
	 * @return 1 to {@link Limits#VERSION}
	 * @throws MalformedException see above
	 */
	public long version(String what) throws MalformedException {
		long value = count(Limits.VERSION, what);
		if (value == 0) {
			throw new MalformedException(what + " of 0, at least 1");
		}
		return value;
	}

	/**
	 * Reads a truth value.
	 * @param what names the value in the error
	 * @return the value
	 * @throws MalformedException see above
	 */
	public boolean flag(String what) throws MalformedException {
		return varint(1, what) == 1;
	}

	/**
	 * Reads eight bytes.
	 * @return the bits
	 * @throws MalformedException see above
	 */
	public long fixed64() throws MalformedException {
		expect(FIXED64);
		return this.in.readLong();
	}

	/**
	 * Reads a member's id.
	 * @return the id
	 * @throws MalformedException see above
	 */
	public MemberId id() throws MalformedException {
		expect(FIXED128);
		return new MemberId(this.in.readLong(), this.in.readLong());
	}

	/**
	 * Reads a digest.
	 * @return the digest
	 * @throws MalformedException see above
	 */
	public Digest digest() throws MalformedException {
		expect(FIXED128);
		return new Digest(this.in.readLong(), this.in.readLong());
	}

	/**
	 * Reads a text.
	 * @param max the most bytes allowed
	 * @param what names the value in the error
	 * @return the text
	 * @throws MalformedException see above
	 */
	public String text(int max, String what) throws MalformedException {
		expect(BLOCK);
		return this.in.readText(max, what);
	}

	/**
	 * Reads bytes.
	 * @param max the most bytes allowed
	 * @param what names the value in the error
	 * @return the bytes, which share nothing with a frame
	 * @throws MalformedException see above
	 */
	public Bytes bytes(int max, String what) throws MalformedException {
		expect(BLOCK);
		return this.in.readBytes(max, what);
	}

	/**
	 * Gives a view of a block; nothing is copied, so its length needs no other limit.
	 * @param what names the block in the error
	 * @return reads the block
	 * @throws MalformedException see above
	 */
	public ByteReader block(String what) throws MalformedException {
		expect(BLOCK);
		return this.in.readBlock(Limits.FRAME_SIZE, what);
	}

	/**
	 * Insists on a field that may not be missing.
	 * @param <T> the value's type
	 * @param value the value, null if it was missing
	 * @param what names the value in the error
	 * @return the value
	 * @throws MalformedException if it was missing
	 */
	public static <T> T required(@Nullable T value, String what) throws MalformedException {
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

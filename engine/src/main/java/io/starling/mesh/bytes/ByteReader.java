package io.starling.mesh.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ByteWriter} wrote, from a source that is not trusted: every length is
 * checked against its limit and against what is left before anything is allocated, and
 * the only exception is {@link MalformedException}. Not thread-safe.
 */
public final class ByteReader {

	private final byte[] source;

	private final int end;

	/** The source, if it never changes, so that parts of it need not be copied. */
	private final @Nullable Bytes immutable;

	private final int start;

	private int position;

	/**
	 * Creates a reader over a whole array.
	 * @param source the bytes; must not change while they are read
	 */
	public ByteReader(byte[] source) {
		this(source, 0, source.length, null);
	}

	/**
	 * Creates a reader over immutable bytes. What {@link #readBytes} gives is then a view
	 * of them instead of a copy.
	 * @param source the bytes
	 */
	public ByteReader(Bytes source) {
		this(source.source(), source.from(), source.end(), source);
	}

	private ByteReader(byte[] source, int position, int end, @Nullable Bytes immutable) {
		this.source = source;
		this.position = position;
		this.start = (immutable != null) ? immutable.from() : 0;
		this.end = end;
		this.immutable = immutable;
	}

	/**
	 * Returns how far the source has been read.
	 * @return the index of the next byte in the whole source
	 */
	public int position() {
		return this.position - this.start;
	}

	/**
	 * Tells whether anything is left.
	 * @return true while there are bytes to read
	 */
	public boolean hasMore() {
		return this.position < this.end;
	}

	/**
	 * Reads one byte.
	 * @return its value, 0 to 255
	 * @throws MalformedException at the end of the source
	 */
	public int readByte() throws MalformedException {
		require(1);
		return this.source[this.position++] & 0xFF;
	}

	/**
	 * Reads an unsigned integer of one to ten bytes.
	 * @return its value
	 * @throws MalformedException if it is cut off or longer than ten bytes
	 */
	public long readVarint() throws MalformedException {
		long value = 0;
		for (int shift = 0; shift < 70; shift += 7) {
			int next = readByte();
			if (shift == 63 && next > 1) {
				break;
			}
			value |= (long) (next & 0x7F) << shift;
			if (next < 0x80) {
				return value;
			}
		}
		throw new MalformedException("an integer of more than 64 bits");
	}

	/**
	 * Reads an unsigned integer with an upper bound.
	 * @param max the largest value allowed
	 * @param what names the value in the error
	 * @return the value, 0 to max
	 * @throws MalformedException if it is cut off or larger than allowed
	 */
	public int readVarint(int max, String what) throws MalformedException {
		long value = readVarint();
		if (value < 0 || value > max) {
			throw new MalformedException(what + " of " + Long.toUnsignedString(value) + ", at most " + max);
		}
		return (int) value;
	}

	/**
	 * Reads eight bytes, most significant first.
	 * @return the value
	 * @throws MalformedException if fewer are left
	 */
	public long readLong() throws MalformedException {
		require(8);
		long value = 0;
		for (int i = 0; i < 8; i++) {
			value = (value << 8) | (this.source[this.position++] & 0xFF);
		}
		return value;
	}

	/**
	 * Reads a length and that many bytes.
	 * @param max the largest length allowed
	 * @param what names the value in the error
	 * @return the bytes: a copy, or a view where the source never changes
	 * @throws MalformedException if they are cut off or more than allowed
	 */
	public Bytes readBytes(int max, String what) throws MalformedException {
		int from = skipBlock(max, what);
		return (this.immutable != null) ? this.immutable.slice(from - this.start, position())
				: Bytes.owning(Arrays.copyOfRange(this.source, from, this.position));
	}

	/**
	 * Reads a length and that many bytes of UTF-8.
	 * @param max the largest length in bytes allowed
	 * @param what names the value in the error
	 * @return the text
	 * @throws MalformedException if it is cut off, longer than allowed or not UTF-8
	 */
	public String readText(int max, String what) throws MalformedException {
		int from = skipBlock(max, what);
		// The quick way puts a replacement character where the input is not UTF-8; only
		// then is a second, strict look worth its price.
		String text = new String(this.source, from, this.position - from, StandardCharsets.UTF_8);
		return (text.indexOf('\uFFFD') < 0) ? text : readStrictly(from, what);
	}

	private String readStrictly(int from, String what) throws MalformedException {
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(this.source, from, this.position - from))
				.toString();
		}
		catch (CharacterCodingException ex) {
			throw new MalformedException(what + " that is not UTF-8");
		}
	}

	/**
	 * Reads a length and gives a reader for that many bytes; this one goes on behind
	 * them.
	 * @param max the largest length allowed
	 * @param what names the value in the error
	 * @return a reader that ends where the block ends
	 * @throws MalformedException if the block is cut off or longer than allowed
	 */
	public ByteReader readBlock(int max, String what) throws MalformedException {
		int from = skipBlock(max, what);
		return new ByteReader(this.source, from, this.position, this.immutable);
	}

	private int skipBlock(int max, String what) throws MalformedException {
		int length = readVarint(max, what);
		require(length);
		int from = this.position;
		this.position += length;
		return from;
	}

	private void require(int length) throws MalformedException {
		if (this.end - this.position < length) {
			throw new MalformedException(length + " bytes expected, " + (this.end - this.position) + " left");
		}
	}

}

package io.starling.mesh.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes numbers and texts into a growing array. Integers are variable-length, seven bits
 * a byte, least significant group first (LEB128). Not thread-safe.
 */
public final class ByteWriter {

	private byte[] buffer;

	private int size;

	/** Creates an empty writer. */
	public ByteWriter() {
		this.buffer = new byte[64];
	}

	/**
	 * Writes one byte.
	 * @param value its low eight bits are written
	 * @return this writer
	 */
	public ByteWriter writeByte(int value) {
		ensure(1);
		this.buffer[this.size++] = (byte) value;
		return this;
	}

	/**
	 * Writes an unsigned integer in one to ten bytes.
	 * @param value the value, read as unsigned
	 * @return this writer
	 */
	public ByteWriter writeVarint(long value) {
		ensure(10);
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			this.buffer[this.size++] = (byte) ((rest & 0x7F) | 0x80);
			rest >>>= 7;
		}
		this.buffer[this.size++] = (byte) rest;
		return this;
	}

	/**
	 * Writes eight bytes, most significant first.
	 * @param value the value
	 * @return this writer
	 */
	public ByteWriter writeLong(long value) {
		ensure(8);
		for (int shift = 56; shift >= 0; shift -= 8) {
			this.buffer[this.size++] = (byte) (value >>> shift);
		}
		return this;
	}

	/**
	 * Writes a length and then the bytes.
	 * @param value the bytes
	 * @return this writer
	 */
	public ByteWriter writeBytes(Bytes value) {
		return writeBlock(value.source(), value.from(), value.size());
	}

	/**
	 * Writes a length and then the text in UTF-8.
	 * @param value the text
	 * @return this writer
	 */
	public ByteWriter writeText(String value) {
		byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
		return writeBlock(utf8, 0, utf8.length);
	}

	/**
	 * Writes a length and then all that another writer holds.
	 * @param block the other writer
	 * @return this writer
	 */
	public ByteWriter writeBlock(ByteWriter block) {
		return writeBlock(block.buffer, 0, block.size);
	}

	private ByteWriter writeBlock(byte[] content, int from, int length) {
		writeVarint(length);
		ensure(length);
		System.arraycopy(content, from, this.buffer, this.size, length);
		this.size += length;
		return this;
	}

	/**
	 * Returns the number of bytes written so far.
	 * @return the number of bytes
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Returns what was written.
	 * @return a new array
	 */
	public byte[] toArray() {
		return Arrays.copyOf(this.buffer, this.size);
	}

	/**
	 * Returns what was written.
	 * @return the bytes, immutable
	 */
	public Bytes toBytes() {
		return Bytes.owning(toArray());
	}

	private void ensure(int more) {
		if (this.buffer.length - this.size < more) {
			this.buffer = Arrays.copyOf(this.buffer, Math.max(this.buffer.length * 2, this.size + more));
		}
	}

}

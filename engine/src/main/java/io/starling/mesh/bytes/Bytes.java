package io.starling.mesh.bytes;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable run of bytes, compared by content. Safe to share between threads.
 */
public final class Bytes {

	/** No bytes at all. */
	public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

	private final byte[] source;

	private final int from;

	private final int size;

	private Bytes(byte[] source, int from, int size) {
		this.source = source;
		this.from = from;
		this.size = size;
	}

	/**
	 * Copies an array.
	 * @param content the bytes to copy
	 * @return the same bytes, immutable
	 */
	public static Bytes copyOf(byte[] content) {
		return owning(content.clone());
	}

	static Bytes owning(byte[] content) {
		return (content.length != 0) ? new Bytes(content, 0, content.length) : EMPTY;
	}

	/**
	 * Returns a part of these bytes, which stay in memory as long as the part does.
	 * @param start the index of the first byte
	 * @param end the index after the last one
	 * @return a view; nothing is copied
	 * @throws IndexOutOfBoundsException if this is no range, or out of these bytes
	 */
	public Bytes slice(int start, int end) {
		Objects.checkFromToIndex(start, end, this.size);
		if (end - start == this.size) {
			return this;
		}
		return (start != end) ? new Bytes(this.source, this.from + start, end - start) : EMPTY;
	}

	/**
	 * Returns the number of bytes.
	 * @return the number of bytes, at least 0
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Returns a copy of the content.
	 * @return a new array
	 */
	public byte[] toArray() {
		return Arrays.copyOfRange(this.source, this.from, end());
	}

	/**
	 * Gives the content to a hash.
	 * @param hash takes it in
	 */
	public void addTo(MessageDigest hash) {
		hash.update(this.source, this.from, this.size);
	}

	/** The array that holds the content, from {@link #from()} to {@link #end()}. */
	byte[] source() {
		return this.source;
	}

	int from() {
		return this.from;
	}

	int end() {
		return this.from + this.size;
	}

	@Override
	public boolean equals(Object other) {
		return this == other || (other instanceof Bytes that && this.size == that.size
				&& Arrays.equals(this.source, this.from, end(), that.source, that.from, that.end()));
	}

	@Override
	public int hashCode() {
		int hash = 1;
		for (int i = this.from; i < end(); i++) {
			hash = 31 * hash + this.source[i];
		}
		return hash;
	}

	/** Returns the content as hexadecimal digits. */
	@Override
	public String toString() {
		return HexFormat.of().formatHex(this.source, this.from, end());
	}

}

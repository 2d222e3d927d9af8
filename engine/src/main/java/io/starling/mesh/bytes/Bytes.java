package io.starling.mesh.bytes;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of bytes, compared by content. Safe to share between threads.
 */
public final class Bytes {

	/** No bytes at all. */
	public static final Bytes EMPTY = new Bytes(new byte[0]);

	private final byte[] content;

	private Bytes(byte[] content) {
		this.content = content;
	}

	/**
	 * Copies an array.
	 * @param content the bytes to copy
	 * @return the same bytes, immutable
	 */
	public static Bytes copyOf(byte[] content) {
		return (content.length != 0) ? new Bytes(content.clone()) : EMPTY;
	}

	static Bytes owning(byte[] content) {
		return (content.length != 0) ? new Bytes(content) : EMPTY;
	}

	/**
	 * Returns the number of bytes.
	 * @return the number of bytes, at least 0
	 */
	public int size() {
		return this.content.length;
	}

	/**
	 * Returns a copy of the content.
	 * @return a new array
	 */
	public byte[] toArray() {
		return this.content.clone();
	}

	byte[] content() {
		return this.content;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Bytes bytes && Arrays.equals(this.content, bytes.content);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.content);
	}

	/** Returns the content as hexadecimal digits. */
	@Override
	public String toString() {
		return HexFormat.of().formatHex(this.content);
	}

}

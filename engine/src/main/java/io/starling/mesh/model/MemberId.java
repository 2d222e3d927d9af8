package io.starling.mesh.model;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Names one process in the mesh for as long as it runs: 128 bits, new at each start, so
 * that a restarted process is another member. Ordered as an unsigned number.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record MemberId(long high, long low) implements Comparable<MemberId> {

	/** The smallest id. */
	public static final MemberId MIN = new MemberId(0, 0);

	/** The largest id. */
	public static final MemberId MAX = new MemberId(-1, -1);

	/**
	 * Draws a new id.
	 * @param random the source; a strong one, where ids have to be unique among processes
	 * @return an id
	 */
	public static MemberId random(RandomGenerator random) {
		return new MemberId(random.nextLong(), random.nextLong());
	}

	/**
	 * Reads the form that {@link #toString()} writes.
	 * @param text 32 hexadecimal digits
	 * @return the id
	 * @throws IllegalArgumentException if the text has another form
	 */
	public static MemberId parse(String text) {
		if (text.length() != 32) {
			throw new IllegalArgumentException("A member id has 32 hexadecimal digits: '" + text + "'");
		}
		return new MemberId(Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
	}

	@Override
	public int compareTo(MemberId other) {
		int byHigh = Long.compareUnsigned(this.high, other.high);
		return (byHigh != 0) ? byHigh : Long.compareUnsigned(this.low, other.low);
	}

	// Written out, as linking those of a record at their first use delays an
	// application's start.

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof MemberId that && this.high == that.high && this.low == that.low;
	}

	@Override
	public int hashCode() {
		return 31 * Long.hashCode(this.high) + Long.hashCode(this.low);
	}

	/**
	 * Returns the first eight digits, for logs and pages.
	 * @return eight hexadecimal digits
	 */
	public String toShortString() {
		return toString().substring(0, 8);
	}

	/** Returns 32 hexadecimal digits. */
	@Override
	public String toString() {
		return HexFormat.of().toHexDigits(this.high) + HexFormat.of().toHexDigits(this.low);
	}

}

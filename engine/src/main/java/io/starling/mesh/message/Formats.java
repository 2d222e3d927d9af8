package io.starling.mesh.message;

import java.util.OptionalInt;

/**
 * The versions of the wire format that a build reads and writes: all from one to another.
 * A version changes only where fields, messages and rumors that a reader steps over
 * cannot bridge old and new.
 *
 * @param lowest the lowest version, at least 1
 * @param highest the highest version, at most 255
 */
public record Formats(int lowest, int highest) {

	/** The version that every hello and goodbye is written in, for ever. */
	public static final int FIRST = 1;

	/** The highest version that there can be. */
	public static final int LAST = 255;

	/** What this build speaks. */
	public static final Formats KNOWN = new Formats(FIRST, 1);

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if this is no range within 1 to 255
	 */
	public Formats {
		if (lowest < FIRST || highest < lowest || highest > LAST) {
			throw new IllegalArgumentException("formats from " + lowest + " to " + highest);
		}
	}

	/**
	 * Finds what two builds speak with each other.
	 * @param other what the other one speaks
	 * @return the highest version that both know; empty if there is none
	 */
	public OptionalInt common(Formats other) {
		int version = Math.min(this.highest, other.highest);
		return (version >= Math.max(this.lowest, other.lowest)) ? OptionalInt.of(version) : OptionalInt.empty();
	}

}

package io.starling.simulator.invariant;

import java.time.Duration;

import io.starling.simulator.member.Trace;

import org.jspecify.annotations.Nullable;

/**
 * Says that a mesh broke a promise, which, when and where.
 */
public final class InvariantViolation extends AssertionError {

	private final String number;

	/**
	 * Creates a violation.
	 * @param number the invariant's number, as in {@code I3}
	 * @param at when it broke
	 * @param what what was seen, in words
	 */
	public InvariantViolation(String number, Duration at, String what) {
		this(number, at, what, null);
	}

	/**
	 * Creates a violation that something else led to.
	 * @param number the invariant's number, as in {@code I3}
	 * @param at when it broke
	 * @param what what was seen, in words
	 * @param cause what led to it
	 */
	public InvariantViolation(String number, Duration at, String what, @Nullable Throwable cause) {
		super(number + " broken at " + Trace.stamp(at) + " s: " + what, cause);
		this.number = number;
	}

	/**
	 * Returns the invariant's number.
	 * @return as in {@code I3}
	 */
	public String number() {
		return this.number;
	}

}

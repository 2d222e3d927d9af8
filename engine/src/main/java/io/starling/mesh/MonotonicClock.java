package io.starling.mesh;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Tells the time of day as it was at the start plus what has passed since by a clock that
 * nobody sets, so that a jump of the wall clock moves no deadline. Safe on any thread.
 */
final class MonotonicClock implements InstantSource {

	private final LongSupplier nanos;

	private final Instant origin;

	private final long nanosAtOrigin;

	MonotonicClock() {
		this(InstantSource.system(), System::nanoTime);
	}

	/**
	 * Creates a clock that begins now.
	 * @param wall the time of day, looked at once
	 * @param nanos what is counted from then on; never runs backwards, but may overflow
	 */
	MonotonicClock(InstantSource wall, LongSupplier nanos) {
		this.nanos = nanos;
		this.origin = wall.instant();
		this.nanosAtOrigin = nanos.getAsLong();
	}

	@Override
	public Instant instant() {
		return this.origin.plusNanos(this.nanos.getAsLong() - this.nanosAtOrigin);
	}

}

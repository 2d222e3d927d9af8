package io.starling.mesh;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Tells the time of day as it was at the start plus what has passed since by a clock that
 * nobody sets, so that a jump of the wall clock moves no deadline. Safe on any thread.
 */
final class MonotonicClock implements InstantSource {

	private final Instant origin = Instant.now();

	private final long nanosAtOrigin = System.nanoTime();

	@Override
	public Instant instant() {
		return this.origin.plusNanos(System.nanoTime() - this.nanosAtOrigin);
	}

}

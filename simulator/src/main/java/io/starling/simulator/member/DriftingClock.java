package io.starling.simulator.member;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A monotonic clock as machines have it: it begins anywhere, and runs a little too fast
 * or too slow.
 */
final class DriftingClock {

	private final Instant origin;

	private final double rate;

	/**
	 * Creates a clock.
	 * @param origin what it shows when the simulation begins
	 * @param rate how many of its seconds pass in one second
	 */
	DriftingClock(Instant origin, double rate) {
		this.origin = origin;
		this.rate = rate;
	}

	/** Draws a clock that shows any time, and goes wrong by at most a part. */
	static DriftingClock draw(double drift, RandomGenerator random) {
		Instant origin = Instant.EPOCH.plusNanos(random.nextLong(1_000_000_000_000_000L));
		return new DriftingClock(origin, 1 + drift * (2 * random.nextDouble() - 1));
	}

	/** Returns what the clock shows. */
	Instant at(Duration now) {
		return this.origin.plusNanos((long) (now.toNanos() * this.rate));
	}

	/** Returns how long it takes until the clock has advanced by a duration. */
	Duration until(Duration shown) {
		return Duration.ofNanos((long) (shown.toNanos() / this.rate));
	}

}

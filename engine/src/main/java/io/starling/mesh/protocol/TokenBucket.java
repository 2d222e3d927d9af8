package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * So many at once after a quiet time, and then so many in each second.
 */
final class TokenBucket {

	private final int burst;

	private final int perSecond;

	private double tokens;

	private Instant at;

	/**
	 * Creates a full one.
	 * @param burst how many tokens there are at most
	 * @param perSecond how many come in each second
	 */
	TokenBucket(int burst, int perSecond, Instant now) {
		this.burst = burst;
		this.perSecond = perSecond;
		this.tokens = burst;
		this.at = now;
	}

	/** Takes tokens; the last one is given for any number. */
	boolean take(int count, Instant now) {
		boolean taken = hasAny(now);
		this.tokens -= taken ? count : 0;
		return taken;
	}

	boolean hasAny(Instant now) {
		fill(now);
		return this.tokens >= 1;
	}

	boolean isFull(Instant now) {
		fill(now);
		return this.tokens >= this.burst;
	}

	private void fill(Instant now) {
		double seconds = Duration.between(this.at, now).toNanos() / 1e9;
		this.tokens = Math.min(this.burst, this.tokens + seconds * this.perSecond);
		this.at = now;
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;

/**
 * The measured round trip of one connection, and the patience that follows from it: the
 * smoothed mean plus four times the smoothed deviation (Jacobson, SIGCOMM 1988; RFC 6298,
 * section 2). A retransmission of TCP counts as what it is for us, a slow answer, so that
 * patience grows on links that lose packets.
 */
final class RoundTrip {

	/**
	 * The shortest patience: TCP repeats a lost segment after 200 ms (RFC 6298 asks for 1
	 * s; Linux waits less), and one lost segment is no evidence.
	 */
	static final Duration LEAST = Duration.ofMillis(250);

	private static final int DEVIATIONS = 4;

	private static final int SMOOTHING = 8;

	private static final int DEVIATION_SMOOTHING = 4;

	private final Duration first;

	private final Duration most;

	private long mean = -1;

	private long deviation;

	/**
	 * Begins without a measurement.
	 * @param first the patience until there is one: whoever is new may be busy
	 * @param most the longest patience
	 */
	RoundTrip(Duration first, Duration most) {
		this.first = first;
		this.most = most;
	}

	/** Takes a measurement in. */
	void measured(Duration sample) {
		long nanos = sample.toNanos();
		if (!isMeasured()) {
			this.mean = nanos;
			this.deviation = nanos / 2;
		}
		else {
			this.deviation += (Math.abs(nanos - this.mean) - this.deviation) / DEVIATION_SMOOTHING;
			this.mean += (nanos - this.mean) / SMOOTHING;
		}
	}

	/** How long an answer may take before its absence is evidence. */
	Duration patience() {
		if (!isMeasured()) {
			return this.first;
		}
		Duration patience = Duration.ofNanos(this.mean + DEVIATIONS * this.deviation);
		if (patience.compareTo(LEAST) < 0) {
			return (LEAST.compareTo(this.most) < 0) ? LEAST : this.most;
		}
		return (patience.compareTo(this.most) < 0) ? patience : this.most;
	}

	/**
	 * Tells whether a sample makes patience shorter; the first one, whether it makes it
	 * the shortest.
	 */
	boolean isShortFor(Duration sample) {
		return isMeasured() ? sample.toNanos() < this.mean : sample.toNanos() * (1 + DEVIATIONS / 2) <= LEAST.toNanos();
	}

	boolean isMeasured() {
		return this.mean >= 0;
	}

	/** Tells whether answers vary so much that the link should soon be measured again. */
	boolean isUnsteady() {
		return !isMeasured() || DEVIATIONS * this.deviation > LEAST.toNanos();
	}

}

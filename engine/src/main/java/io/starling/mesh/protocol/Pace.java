package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts what comes within a window of time, which begins with the first that comes after
 * the last one has ended.
 */
final class Pace {

	private final Duration window;

	private Instant since = Instant.MIN;

	private int count;

	Pace(Duration window) {
		this.window = window;
	}

	/** Counts one more, and tells whether there are more than so many in this window. */
	boolean exceeds(int most, Instant now) {
		if (now.isAfter(this.since.plus(this.window))) {
			this.since = now;
			this.count = 0;
		}
		return ++this.count > most;
	}

}

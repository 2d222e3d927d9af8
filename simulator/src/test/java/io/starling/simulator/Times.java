package io.starling.simulator;

import java.time.Duration;

/** Durations as sentences say them. */
final class Times {

	private Times() {
	}

	static Duration millis(long count) {
		return Duration.ofMillis(count);
	}

	static Duration seconds(long count) {
		return Duration.ofSeconds(count);
	}

	static Duration minutes(long count) {
		return Duration.ofMinutes(count);
	}

}

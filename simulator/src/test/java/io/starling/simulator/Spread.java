package io.starling.simulator;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What many durations have in common.
 *
 * @param sorted the durations, the shortest first
 */
record Spread(List<Duration> sorted) {

	static <T> Spread of(List<T> measured, Function<T, Duration> duration) {
		return new Spread(measured.stream().map(duration).sorted().toList());
	}

	Duration median() {
		return atMostFor(50);
	}

	Duration longest() {
		return atMostFor(100);
	}

	/** How long a part of all took at most, in percent. */
	Duration atMostFor(int percent) {
		return this.sorted.get(Math.max(0, (this.sorted.size() * percent + 99) / 100 - 1));
	}

	@Override
	public String toString() {
		return median().toMillis() + " ms (half), " + atMostFor(99).toMillis() + " ms (99 %), " + longest().toMillis()
				+ " ms (all)";
	}

}

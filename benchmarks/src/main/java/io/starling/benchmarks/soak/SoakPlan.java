package io.starling.benchmarks.soak;

import java.time.Duration;
import java.util.List;

/**
 * What a soak does.
 *
 * @param time how long
 * @param warmUp the part of it that does not count
 * @param processes how many members
 * @param staying how many of them stay, and are looked at
 * @param sampling the time from one look to the next
 * @param acting the time from one thing that happens to the next, on average
 * @param port the first member's port; the others have the next ones
 * @param seed of what is drawn
 * @param growing the beginnings of the names of what may grow
 */
record SoakPlan(Duration time, Duration warmUp, int processes, int staying, Duration sampling, Duration acting,
		int port, long seed, List<String> growing) {

}

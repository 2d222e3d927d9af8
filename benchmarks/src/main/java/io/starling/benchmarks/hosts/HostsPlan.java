package io.starling.benchmarks.hosts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param hosts how many hosts, 3 to 250
 * @param starts the pause between the starts of two members: without one, dozens of JVMs
 * that start at once starve each other on a few cores, and that is all that shows
 * @param victims how many members are hurt one after the other, where that is done
 * @param scenarios which experiments to run after the mesh has formed, in this order
 * @param lossPercent how many packets of a hundred are lost in the experiment about that
 * @param loss for how long they are
 * @param idle for how long to measure what members cost while nothing happens
 * @param cut how long partitions and one-way cuts last
 * @param directory where to write the raw events, logs and the table; null for a new
 * temporary one
 */
public record HostsPlan(int hosts, Duration starts, int victims, List<Scenario> scenarios, int lossPercent,
		Duration loss, Duration idle, Duration cut, @Nullable Path directory) {

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if one is passed
	 */
	public HostsPlan {
		scenarios = List.copyOf(scenarios);
		require(hosts >= 3 && hosts <= 250, "hosts must be 3 to 250, not " + hosts);
		require(victims >= 1 && victims <= hosts, "victims must be 1 to the number of hosts, not " + victims);
		require(lossPercent >= 1 && lossPercent <= 99, "the loss must be 1 to 99 percent, not " + lossPercent);
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

}

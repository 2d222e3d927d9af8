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

	/**
	 * Returns the defaults: all scenarios on 50 hosts, a start each second, 5 victims
	 * each, 20 % of packets lost for 120 s, 60 s of rest, cuts of 30 s.
	 * @return the default plan
	 */
	public static HostsPlan defaults() {
		return new HostsPlan(50, Duration.ofSeconds(1), 5, List.of(Scenario.values()), 20, Duration.ofSeconds(120),
				Duration.ofSeconds(60), Duration.ofSeconds(30), null);
	}

	/**
	 * Returns this plan with one option changed.
	 * @param option an option as on the command line, {@code --name=value}
	 * @return the new plan
	 * @throws IllegalArgumentException if there is no such option, or its value is wrong
	 */
	HostsPlan with(String option) {
		int equals = option.indexOf('=');
		require(option.startsWith("--") && equals > 0, "Not an option: " + option);
		String value = option.substring(equals + 1);
		return switch (option.substring(2, equals)) {
			case "hosts" -> new HostsPlan(number(value), this.starts, Math.min(this.victims, number(value)),
					this.scenarios, this.lossPercent, this.loss, this.idle, this.cut, this.directory);
			case "start-millis" -> new HostsPlan(this.hosts, Duration.ofMillis(number(value)), this.victims,
					this.scenarios, this.lossPercent, this.loss, this.idle, this.cut, this.directory);
			case "victims" -> new HostsPlan(this.hosts, this.starts, number(value), this.scenarios, this.lossPercent,
					this.loss, this.idle, this.cut, this.directory);
			case "scenarios" -> new HostsPlan(this.hosts, this.starts, this.victims, Scenario.parse(value),
					this.lossPercent, this.loss, this.idle, this.cut, this.directory);
			case "loss-percent" -> new HostsPlan(this.hosts, this.starts, this.victims, this.scenarios, number(value),
					this.loss, this.idle, this.cut, this.directory);
			case "loss-seconds" -> new HostsPlan(this.hosts, this.starts, this.victims, this.scenarios,
					this.lossPercent, seconds(value), this.idle, this.cut, this.directory);
			case "idle-seconds" -> new HostsPlan(this.hosts, this.starts, this.victims, this.scenarios,
					this.lossPercent, this.loss, seconds(value), this.cut, this.directory);
			case "cut-seconds" -> new HostsPlan(this.hosts, this.starts, this.victims, this.scenarios, this.lossPercent,
					this.loss, this.idle, seconds(value), this.directory);
			case "out" -> new HostsPlan(this.hosts, this.starts, this.victims, this.scenarios, this.lossPercent,
					this.loss, this.idle, this.cut, Path.of(value));
			default -> throw new IllegalArgumentException("No such option: " + option);
		};
	}

	private static Duration seconds(String value) {
		return Duration.ofSeconds(number(value));
	}

	private static int number(String value) {
		try {
			return Integer.parseInt(value);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("Not a number: '" + value + "'", ex);
		}
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

}

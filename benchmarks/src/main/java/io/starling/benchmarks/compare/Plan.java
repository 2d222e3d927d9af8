package io.starling.benchmarks.compare;

import java.time.Duration;
import java.util.List;

import picocli.CommandLine.Option;

/**
 * How much to measure; the same for all products of one comparison.
 */
final class Plan {

	@Option(names = "--changes", paramLabel = "N", defaultValue = "30",
			description = "How many changes to measure (${DEFAULT-VALUE}).")
	private int changes;

	@Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
			description = "How many rounds of join, goodbye, crash (${DEFAULT-VALUE}); two before do not count.")
	private int rounds;

	@Option(names = "--settle", paramLabel = "SECONDS", defaultValue = "15",
			description = "How long to wait after forming (${DEFAULT-VALUE}).")
	private int settle;

	@Option(names = "--idle", paramLabel = "SECONDS", defaultValue = "60",
			description = "How long to measure the idle mesh, in windows of ten seconds (${DEFAULT-VALUE}).")
	private int idle;

	@Option(names = "--limit", paramLabel = "SECONDS", defaultValue = "90",
			description = "How long to wait for any one thing (${DEFAULT-VALUE}).")
	private int limit;

	int changes() {
		return this.changes;
	}

	int rounds() {
		return this.rounds;
	}

	Duration settle() {
		return Duration.ofSeconds(this.settle);
	}

	/** Returns how many windows of ten seconds to measure, at least one. */
	int idleWindows() {
		return Math.max(1, this.idle / 10);
	}

	Duration limit() {
		return Duration.ofSeconds(this.limit);
	}

	/** Returns the options that make another command have the same plan. */
	List<String> toArguments() {
		return List.of("--changes=" + this.changes, "--rounds=" + this.rounds, "--settle=" + this.settle,
				"--idle=" + this.idle, "--limit=" + this.limit);
	}

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException naming the option that is out of its bounds
	 */
	void check() {
		require("--changes", this.changes, 1);
		require("--rounds", this.rounds, 0);
		require("--settle", this.settle, 0);
		require("--idle", this.idle, 1);
		require("--limit", this.limit, 1);
	}

	private static void require(String option, int value, int min) {
		if (value < min || value > 100_000) {
			throw new IllegalArgumentException(option + " must be " + min + " to 100000, not " + value);
		}
	}

}

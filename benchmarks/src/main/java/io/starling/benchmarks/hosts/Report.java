package io.starling.benchmarks.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of figures.
 */
final class Report {

	private static final int COLUMNS = 6;

	private final List<List<String>> rows = new ArrayList<>();

	private final Journal journal;

	Report(Journal journal) {
		this.journal = journal;
		this.rows.add(List.of("scenario", "figure", "median", "min", "max", "n"));
	}

	/** Adds a row, and tells those who wait. */
	void add(String scenario, String figure, Samples samples) {
		this.journal.say("  " + figure + ": " + samples);
		this.rows.add(List.of(scenario, figure, Samples.format(samples.median()), Samples.format(samples.min()),
				Samples.format(samples.max()), samples.size()));
	}

	/** Returns the table, its columns aligned. */
	@Override
	public String toString() {
		int[] widths = IntStream.range(0, COLUMNS)
			.map((column) -> this.rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(1))
			.toArray();
		return this.rows.stream().map((row) -> line(row, widths)).collect(Collectors.joining("\n"));
	}

	private static String line(List<String> row, int[] widths) {
		return IntStream.range(0, COLUMNS).mapToObj((column) -> {
			String padding = " ".repeat(widths[column] - row.get(column).length());
			return (column < 2) ? row.get(column) + padding : padding + row.get(column);
		}).collect(Collectors.joining(" | "));
	}

}

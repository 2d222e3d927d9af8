package io.starling.benchmarks.soak;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The table of a soak, a line for each look, and in the end the first quarter beside the
 * last.
 */
final class SoakReport {

	private static final List<String> SHOWN = List.of("alive", "suspect", "rows", "links", "heap kB", "threads",
			"descriptors");

	private static final String SUM = "in all collections";

	/** More than so many times as much, and this much more, is growth. */
	private static final double FACTOR = 1.25;

	private static final long MARGIN = 16;

	private final PrintWriter out;

	private final SoakPlan plan;

	private final SortedMap<Duration, List<SortedMap<String, Long>>> looks = new TreeMap<>();

	private final int[] happened = new int[4];

	SoakReport(PrintWriter out, SoakPlan plan) {
		this.out = out;
		this.plan = plan;
	}

	void say(String line) {
		this.out.println(line);
		this.out.flush();
	}

	void happened(int what) {
		this.happened[what]++;
	}

	/** Takes in a look at those that stay, and prints the medians. */
	void sampled(Duration at, List<SortedMap<String, Long>> samples) {
		if (this.looks.isEmpty()) {
			say("| at, s | " + String.join(" | ", SHOWN) + " | " + SUM + " | killed, left, frozen |");
			say("|---".repeat(SHOWN.size() + 3) + "|");
		}
		List<SortedMap<String, Long>> complete = samples.stream().map(this::withSum).toList();
		this.looks.put(at, complete);
		StringBuilder line = new StringBuilder("| " + at.toSeconds());
		SHOWN.forEach((name) -> line.append(" | ").append(median(List.of(complete), name)));
		line.append(" | ").append(median(List.of(complete), SUM)).append(" | ").append(this.happened[0]);
		say(line + ", " + this.happened[1] + ", " + this.happened[2] + " |");
	}

	/** What is meant to grow would hide what is not. */
	private SortedMap<String, Long> withSum(SortedMap<String, Long> sample) {
		SortedMap<String, Long> all = new TreeMap<>(sample);
		all.put(SUM,
				sample.entrySet()
					.stream()
					.filter((entry) -> entry.getKey().startsWith(SoakMember.COLLECTION) && !mayGrow(entry.getKey()))
					.mapToLong(Map.Entry::getValue)
					.sum());
		return all;
	}

	/**
	 * Prints all that differs between the first quarter after the warm-up and the last.
	 * @return the names of what has grown and must not
	 */
	List<String> compare() {
		List<List<SortedMap<String, Long>>> counted = List.copyOf(this.looks.tailMap(this.plan.warmUp()).values());
		int quarter = counted.size() / 4;
		if (quarter == 0) {
			say("Too few looks to compare: " + counted.size() + " after the warm-up");
			return List.of("looks");
		}
		List<List<SortedMap<String, Long>>> first = counted.subList(0, quarter);
		List<List<SortedMap<String, Long>>> last = counted.subList(counted.size() - quarter, counted.size());
		SortedSet<String> names = new TreeSet<>();
		counted.forEach((look) -> look.forEach((sample) -> names.addAll(sample.keySet())));
		List<String> grown = new ArrayList<>();
		say("\n| medians of " + quarter + " looks at " + this.plan.staying() + " members | first | last | |");
		say("|---|---|---|---|");
		names.forEach((name) -> {
			long before = median(first, name);
			long after = median(last, name);
			boolean grew = after > before * FACTOR && after > before + MARGIN;
			if (grew && !mayGrow(name)) {
				grown.add(name);
			}
			if (before + after > 0) {
				say("| " + name + " | " + before + " | " + after + " | "
						+ (!grew ? "" : mayGrow(name) ? "may grow" : "**grown**") + " |");
			}
		});
		return grown;
	}

	private boolean mayGrow(String name) {
		return this.plan.growing().stream().anyMatch((it) -> name.startsWith(SoakMember.COLLECTION + it));
	}

	private static long median(Collection<List<SortedMap<String, Long>>> looks, String name) {
		long[] values = looks.stream()
			.flatMap(List::stream)
			.mapToLong((sample) -> sample.getOrDefault(name, 0L))
			.sorted()
			.toArray();
		return (values.length == 0) ? 0 : values[values.length / 2];
	}

}

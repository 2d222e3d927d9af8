package io.starling.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What a mesh went through, and how much its members kept before and after.
 *
 * @param length how long it lived
 * @param events how many events were simulated
 * @param churn what happened, and how often
 * @param before how much was in each collection at any member, at most, before the churn
 * @param after how much after it
 */
public record SoakReport(Duration length, long events, SortedMap<String, Integer> churn, SortedMap<String, Long> before,
		SortedMap<String, Long> after) {

	/** A few more or less are chance, and where there was nothing there may be a few. */
	private static final long CHANCE = 16;

	/** What is kept on purpose for longer than the retention; bounded by I13. */
	private static final List<String> KEPT = List.of("Addresses.", "DepartedMembers.");

	/**
	 * Returns the collections that are not back at the level that they had before.
	 * @return their names, by class and field
	 */
	public List<String> grown() {
		return this.after.entrySet()
			.stream()
			.filter((entry) -> KEPT.stream().noneMatch(entry.getKey()::startsWith))
			.filter((entry) -> entry.getValue() > 2 * this.before.getOrDefault(entry.getKey(), 0L) + CHANCE)
			.map(Map.Entry::getKey)
			.toList();
	}

	/**
	 * Tells all of it.
	 * @return many lines of text
	 */
	public String inWords() {
		StringBuilder words = new StringBuilder(
				String.format("%d min, %d million events%n", this.length.toMinutes(), this.events / 1_000_000));
		this.churn.forEach((what, count) -> words.append(String.format("%8d %s%n", count, what)));
		words.append(String.format("%n%8s %8s  in each collection of a member, at most%n", "before", "after"));
		TreeSet<String> fields = new TreeSet<>(this.before.keySet());
		fields.addAll(this.after.keySet());
		fields.forEach((field) -> words.append(String.format("%8d %8d  %s%n", this.before.getOrDefault(field, 0L),
				this.after.getOrDefault(field, 0L), field)));
		grown().forEach((field) -> words.append("GROWN: ").append(field).append(System.lineSeparator()));
		return words.toString();
	}

}

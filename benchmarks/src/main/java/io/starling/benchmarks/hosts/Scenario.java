package io.starling.benchmarks.hosts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The experiments, in the order in which all of them run. The mesh always forms first.
 */
public enum Scenario {

	/** A row changes. */
	CHANGE,

	/** Nothing happens. */
	IDLE,

	/** Members say goodbye. */
	LEAVE,

	/** Processes die. */
	KILL,

	/** Processes stand still. */
	FREEZE,

	/** Hosts die. */
	UNPLUG,

	/** One host no longer hears another. */
	ONEWAY,

	/** Half of the hosts are cut off from the other half. */
	PARTITION,

	/** Packets get lost everywhere. */
	LOSS;

	Experiment experiment() {
		return switch (this) {
			case CHANGE -> new Changing();
			case IDLE -> new Idling();
			case LEAVE -> new Ending("leave", NodeProcess::leave);
			case KILL -> new Ending("kill -9", NodeProcess::kill);
			case FREEZE -> new Freezing();
			case UNPLUG -> new Unplugging();
			case ONEWAY -> new OneWayCut();
			case PARTITION -> new Parting();
			case LOSS -> new Losing();
		};
	}

	String option() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads names parted by commas.
	 * @param names the names, in any order, repeated or not
	 * @return the scenarios, in the same order: what members have been through may tell
	 * on them in the next one
	 * @throws IllegalArgumentException if there is no such scenario; the message lists
	 * those there are
	 */
	public static List<Scenario> parse(String names) {
		return Arrays.stream(names.split(",")).map(Scenario::named).toList();
	}

	private static Scenario named(String name) {
		return Arrays.stream(values())
			.filter((scenario) -> scenario.option().equals(name.strip()))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No such scenario: '" + name + "'; there are " + names()));
	}

	/**
	 * Returns all names.
	 * @return the names, parted by commas
	 */
	public static String names() {
		return Arrays.stream(values()).map(Scenario::option).collect(Collectors.joining(","));
	}

}

package io.starling.benchmarks.hosts;

import java.util.Locale;

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

}

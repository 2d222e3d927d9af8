package io.starling.acceptance.network;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

import io.starling.acceptance.process.ApplicationProcess;

/**
 * What one member saw.
 *
 * @param at when
 * @param by the member's address
 * @param what a liveness, ROWS or CUT_OFF
 * @param detail whose, how many, or whether
 */
record Sighting(Instant at, String by, String what, String detail) {

	/** How the lines begin. */
	static final String MARK = "SAW";

	/** Reads all that the members of some processes have seen so far. */
	static List<Sighting> of(Collection<ApplicationProcess> processes) {
		return processes.stream()
			.flatMap((process) -> process.log().lines())
			// The last one may not be complete yet.
			.map((line) -> line.split(" ", -1))
			.filter((words) -> words.length == 5 && words[0].equals(MARK))
			.map((words) -> new Sighting(Instant.EPOCH.plus(Long.parseLong(words[1]), ChronoUnit.MICROS), words[2],
					words[3], words[4]))
			.toList();
	}

	boolean isOf(String what, String detail) {
		return this.what.equals(what) && this.detail.equals(detail);
	}

	boolean isWithin(Instant from, Instant until) {
		return !this.at.isBefore(from) && this.at.isBefore(until);
	}

	Duration since(Instant moment) {
		return Duration.between(moment, this.at);
	}

}

package io.starling.simulator.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Everything that happened, folded into one number: two runs with the same hash did the
 * same, to the event. On request it keeps the story as text, too.
 */
public final class Trace {

	private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

	private final List<String> lines = new ArrayList<>();

	private final boolean told;

	private long hash;

	/**
	 * Creates an empty trace.
	 * @param told true to keep lines of text
	 */
	public Trace(boolean told) {
		this.told = told;
	}

	/**
	 * Adds an event.
	 * @param at when it happened
	 * @param who the host that it happened at
	 * @param what the kind of event
	 * @param detail what tells it apart from others of its kind
	 * @param words the detail in words, asked for only if the story is told
	 */
	public void add(Duration at, String who, String what, long detail, Supplier<String> words) {
		fold(at.toNanos());
		fold(who.hashCode());
		fold(what.hashCode());
		fold(detail);
		if (this.told) {
			this.lines.add(stamp(at) + " " + who + " " + what + " " + words.get());
		}
	}

	/**
	 * Adds a detail to the event before.
	 * @param detail the detail
	 */
	public void fold(long detail) {
		// The finalizer of SplitMix64: each bit of the detail changes half of the hash.
		long mixed = (this.hash ^ detail) * MULTIPLIER;
		mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		this.hash = mixed ^ (mixed >>> 31);
	}

	/**
	 * Returns the hash of all events so far.
	 * @return 64 bits
	 */
	public long hash() {
		return this.hash;
	}

	/**
	 * Returns the story.
	 * @return the lines; none if they were not asked for
	 */
	public List<String> lines() {
		return Collections.unmodifiableList(this.lines);
	}

	/**
	 * Writes a time as traces and failures do.
	 * @param at the time since the simulation's start
	 * @return seconds with six decimals
	 */
	public static String stamp(Duration at) {
		return String.format(Locale.ROOT, "%.6f", at.toNanos() / 1e9);
	}

}

package io.starling.demo.console;

/**
 * Something that happened, for people.
 *
 * @param number counts the lines, from 1
 * @param at when, in milliseconds of the epoch
 * @param tone how to take it: {@code good}, {@code bad}, {@code warn} or {@code plain}
 * @param who the instance concerned
 * @param text what happened
 */
record LogLine(long number, long at, Tone tone, String who, String text) {

	/** How to take a line. */
	enum Tone {

		/** Something is there that was not. */
		GOOD,

		/** Something is gone that should not be. */
		BAD,

		/** Something is on its way out, or in doubt. */
		WARN,

		/** Something was done. */
		PLAIN

	}
}

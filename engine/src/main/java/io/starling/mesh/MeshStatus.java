package io.starling.mesh;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How this member's own connection to the mesh is, for health indicators and people.
 *
 * @param condition the state in one word
 * @param reason the state in words, with what to look at
 * @param links how many links to neighbours stand
 * @param sinceLastExchange how long ago anything was heard from another member; null if
 * nothing ever was
 */
public record MeshStatus(Condition condition, String reason, int links, @Nullable Duration sinceLastExchange) {

	/** The states that a member's connection to the mesh can be in. */
	public enum Condition {

		/** Links to other members stand. */
		CONNECTED,

		/**
		 * No other member is known, and no seed answers: perhaps the first of its mesh.
		 */
		ALONE,

		/** Members are known, but no link to any of them stands. */
		ISOLATED,

		/**
		 * Most of the mesh fell silent at once: this member is probably cut off, and
		 * keeps what it knows.
		 */
		CUT_OFF,

		/**
		 * The member has left, or the thread that it lived on has ended without its
		 * leaving.
		 */
		LEFT

	}
}

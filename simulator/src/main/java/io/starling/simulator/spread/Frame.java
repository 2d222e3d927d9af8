package io.starling.simulator.spread;

import java.util.List;

/**
 * One message between two members.
 *
 * @param kind what it says
 * @param rows the rows that it carries or names; none in a prune
 */
record Frame(Kind kind, List<Integer> rows) {

	static final Frame PRUNE = new Frame(Kind.PRUNE, List.of());

	/** What a frame says. */
	enum Kind {

		/** Here are rows. */
		ROWS,

		/** I have these rows, in these versions. */
		HAVE,

		/** Send me these rows, and from now on all others as well. */
		WANT,

		/** Send me no rows any longer, only their names. */
		PRUNE

	}

}

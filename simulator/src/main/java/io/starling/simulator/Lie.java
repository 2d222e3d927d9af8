package io.starling.simulator;

/**
 * What a stranger that knows the name of a mesh may say of a member, or to all, that is
 * not so.
 */
enum Lie {

	/** A row of the member, as it never wrote it. */
	ROW("a forged row"),

	/** The member has withdrawn its row. */
	TOMBSTONE("a forged tombstone"),

	/** The member has left. */
	GOODBYE("a forged goodbye"),

	/** The member lives elsewhere. */
	RECORD("a forged record"),

	/** Rows of the member that it never had. */
	ROWS("rows that never were"),

	/** The member is dead, and had a high version. */
	DEATH("a death far above"),

	/** The member departed an hour ago. */
	DEPARTURE("a departure"),

	/** The member is dead, again and again. */
	HEARSAY("hearsay"),

	/** Its observers find the member gone; only keys could tell that they do not. */
	VOTES("votes of observers"),

	/** Others than its observers find the member gone. */
	BYSTANDERS("votes of bystanders"),

	/** Some who do not exist find the member silent. */
	NOBODY("votes of nobody"),

	/** New members live where the member does. */
	NEWCOMERS("newcomers at one address"),

	/** New members live where nobody does. */
	MADE_UP("members that are made up"),

	/** The member asks who holds its rows. */
	WAVES("forged waves"),

	/** Thousands hold what is asked about. */
	ECHOES("echoes of too many"),

	/** The tables differ. */
	DIGESTS("digests that differ");

	private final String words;

	Lie(String words) {
		this.words = words;
	}

	/** Returns the lie in words. */
	@Override
	public String toString() {
		return this.words;
	}

}

package io.starling.simulator.invariant;

/**
 * What liars have told in a run, as far as it bears on what members are held to.
 */
public final class ToldLies {

	private int liars;

	private boolean votes;

	private int members;

	private int rows;

	ToldLies() {
	}

	/**
	 * One more lies from now on: what members show is no longer held against what their
	 * owners said. That nothing piles up still counts, that members that run are listed
	 * (I14), and so does L1 once the liar is gone.
	 */
	public void begin() {
		this.liars++;
	}

	/** Somebody votes in the names of observers, which only keys could tell. */
	public void votesAreForged() {
		this.votes = true;
	}

	/**
	 * Somebody tells of members and rows that do not exist; they may be kept as others
	 * are.
	 * @param members how many more members there may be
	 * @param rows how many more rows there may be
	 */
	public void madeUp(int members, int rows) {
		this.members += members;
		this.rows += rows;
	}

	/**
	 * Returns how many members were made up, the liars among them.
	 * @return the number so far
	 */
	public int members() {
		return this.members + this.liars;
	}

	int rows() {
		return this.rows;
	}

	int liars() {
		return this.liars;
	}

	boolean any() {
		return this.liars > 0;
	}

	boolean votes() {
		return this.votes;
	}

}

package io.starling.mesh.model;

/**
 * How far a row of this member has come: who has said that they hold it as it was when it
 * was asked for, or a newer version of it; that it was withdrawn since is one, too.
 *
 * @param holders how many of the others have said so; as many as there are only if each
 * single one has, never because of others that have left or are suspected meanwhile
 * @param others how many other members were known and not suspected when the answer was
 * made
 */
public record Confirmation(int holders, int others) {

	/**
	 * Checks the numbers.
	 * @throws IllegalArgumentException if they are negative, or more hold the row than
	 * there are
	 */
	public Confirmation {
		if (holders < 0 || holders > others) {
			throw new IllegalArgumentException("0 to " + others + " holders, not " + holders);
		}
	}

	/**
	 * Tells whether nobody is missing.
	 * @return true if each other member that was known and not suspected when the answer
	 * was made has said that it holds the row
	 */
	public boolean isComplete() {
		return this.holders == this.others;
	}

}

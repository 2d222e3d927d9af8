package io.starling.mesh.model;

/**
 * How far a row of this member has come: who has said that they hold it.
 *
 * @param holders how many other members said that they hold the row as it was when it was
 * asked for, or a newer version of it
 * @param others how many other members were known and not suspected when the answer was
 * made
 */
public record Confirmation(int holders, int others) {

	/**
	 * Tells whether nobody is missing.
	 * @return true if as many members hold the row as are known and not suspected
	 */
	public boolean isComplete() {
		return this.holders >= this.others;
	}

}

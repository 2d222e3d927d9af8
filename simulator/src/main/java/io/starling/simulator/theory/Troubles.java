package io.starling.simulator.theory;

/**
 * What goes wrong while a rumor spreads.
 *
 * @param failed the share of the members that are down, 0 to below 1; others call them
 * all the same, as they do not know
 * @param loss the probability that a message is lost, 0 to below 1
 */
public record Troubles(double failed, double loss) {

	/** Nothing goes wrong. */
	public static final Troubles NONE = new Troubles(0, 0);

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException naming what is out of its bounds
	 */
	public Troubles {
		require(failed, "The share of failed members");
		require(loss, "Loss");
	}

	private static void require(double share, String name) {
		if (!(share >= 0 && share < 1)) {
			throw new IllegalArgumentException(name + " must be at least 0 and below 1, not " + share);
		}
	}

}

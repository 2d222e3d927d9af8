package io.starling.simulator;

/**
 * What hosts are called.
 */
public final class HostName {

	private static final int LETTERS = 26;

	private HostName() {
	}

	/**
	 * Returns the name of the n-th host: a, b, and so on to z, then aa, ab.
	 * @param index counts from 0
	 * @return the name
	 */
	public static String of(int index) {
		String last = String.valueOf((char) ('a' + index % LETTERS));
		return (index < LETTERS) ? last : of(index / LETTERS - 1) + last;
	}

}

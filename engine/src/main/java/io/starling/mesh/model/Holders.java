package io.starling.mesh.model;

import io.starling.mesh.bytes.ByteWriter;

/**
 * Members that hold a row, as counted on the way: how many, and the sum of a fingerprint
 * of each one's id, added as a {@link Digest} adds. The sum tells who was counted without
 * a list of ids: it equals that of a set of members only if exactly these were counted,
 * each once (by chance alone in one of 2<sup>128</sup> cases). The fingerprint is a hash
 * rather than the id itself, so that nobody can choose an id that stands for two others.
 *
 * @param count how many members
 * @param sum the sum of their fingerprints
 */
public record Holders(int count, Digest sum) {

	/** Nobody. */
	public static final Holders NONE = new Holders(0, Digest.EMPTY);

	/** No element of a digest begins like this: it keeps the two kinds of sums apart. */
	private static final int DOMAIN = 3;

	/**
	 * Checks the count.
	 * @throws IllegalArgumentException if it is negative
	 */
	public Holders {
		if (count < 0) {
			throw new IllegalArgumentException("at least 0 holders, not " + count);
		}
	}

	/**
	 * Returns one member.
	 * @param member its id
	 * @return this one alone
	 */
	public static Holders of(MemberId member) {
		return new Holders(1,
				Digest.of(DOMAIN, new ByteWriter().writeLong(member.high()).writeLong(member.low()).toBytes()));
	}

	/**
	 * Adds others.
	 * @param others members that were counted elsewhere
	 * @return both together; who is in both counts twice
	 */
	public Holders plus(Holders others) {
		return new Holders(this.count + others.count, this.sum.plus(others.sum));
	}

}

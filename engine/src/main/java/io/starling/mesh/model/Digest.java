package io.starling.mesh.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import io.starling.mesh.bytes.Bytes;

/**
 * A short summary of a set of records and rows, of all that is in them: the sum, in two
 * 64-bit lanes, of one SHA-256 prefix per element, its fingerprint. As sums commute, it
 * is kept up to date with every change, whatever the order of the changes; equal digests
 * mean equal sets (by chance alone they differ in all but one of 2<sup>128</sup> cases).
 * The construction is the incremental multiset hash MSet-Add-Hash of Clarke et al.,
 * ASIACRYPT 2003, section 5, without its key: it guards against chance, not against a
 * member that chooses rows to collide.
 *
 * @param high the first lane
 * @param low the second lane
 */
public record Digest(long high, long low) implements Comparable<Digest> {

	/** The digest of nothing. */
	public static final Digest EMPTY = new Digest(0, 0);

	/**
	 * The fingerprint of one element: the first half of the hash of a byte that tells its
	 * kind, and then its encoded form.
	 */
	static Digest of(int domain, Bytes block) {
		MessageDigest sha256 = sha256();
		sha256.update((byte) domain);
		block.addTo(sha256);
		byte[] hash = sha256.digest();
		return new Digest(lane(hash, 0), lane(hash, 8));
	}

	/**
	 * Returns the digest of this set and another element or disjoint set.
	 * @param other the other digest
	 * @return the sum
	 */
	public Digest plus(Digest other) {
		return new Digest(this.high + other.high, this.low + other.low);
	}

	/**
	 * Returns the digest of this set without an element or subset.
	 * @param other the digest of what is taken out
	 * @return the difference
	 */
	public Digest minus(Digest other) {
		return new Digest(this.high - other.high, this.low - other.low);
	}

	private static long lane(byte[] hash, int from) {
		long lane = 0;
		for (int i = from; i < from + 8; i++) {
			lane = (lane << 8) | (hash[i] & 0xFF);
		}
		return lane;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/** Compares as unsigned numbers of 128 bits. */
	@Override
	public int compareTo(Digest other) {
		int byHigh = Long.compareUnsigned(this.high, other.high);
		return (byHigh != 0) ? byHigh : Long.compareUnsigned(this.low, other.low);
	}

	/** Returns 32 hexadecimal digits. */
	@Override
	public String toString() {
		return "%016x%016x".formatted(this.high, this.low);
	}

}

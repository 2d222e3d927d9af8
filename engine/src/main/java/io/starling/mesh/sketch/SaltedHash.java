package io.starling.mesh.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT
 * 2012), keyed with a salt: who does not know the salt can neither predict a hash nor
 * choose inputs that collide. As every input of an exchange goes through it, a member
 * that chooses its rows with bad intent does no better than chance. Immutable.
 */
public final class SaltedHash {

	/** The other half of the 128-bit key: "starling" in ASCII. */
	private static final long KEY = 0x737461726C696E67L;

	private final long key0;

	private final long key1;

	/**
	 * Creates the hash of one exchange.
	 * @param salt drawn at random for the exchange
	 */
	public SaltedHash(long salt) {
		this(salt, KEY);
	}

	SaltedHash(long key0, long key1) {
		this.key0 = key0;
		this.key1 = key1;
	}

	/**
	 * Hashes a name.
	 * @param name what tells it from all other names
	 * @return the hash
	 */
	public long of(byte[] name) {
		State state = new State(this.key0, this.key1);
		ByteBuffer words = ByteBuffer.wrap(name).order(ByteOrder.LITTLE_ENDIAN);
		while (words.remaining() >= Long.BYTES) {
			state.absorb(words.getLong());
		}
		long last = 0;
		for (int shift = 0; words.hasRemaining(); shift += Byte.SIZE) {
			last |= (words.get() & 0xFFL) << shift;
		}
		return state.finish(last, name.length);
	}

	/**
	 * Hashes a name of 16 bytes.
	 * @param first the first eight, the least significant one first
	 * @param second the other eight, likewise
	 * @return the hash
	 */
	public long of(long first, long second) {
		State state = new State(this.key0, this.key1);
		state.absorb(first);
		state.absorb(second);
		return state.finish(0, 2 * Long.BYTES);
	}

	/**
	 * The checksum of an element: the hash of its 16 bytes, id first, each least
	 * significant byte first.
	 */
	long of(Element element) {
		return of(element.id(), element.version());
	}

	/** The four words of section 2 of the paper, under its names. */
	private static final class State {

		private long v0;

		private long v1;

		private long v2;

		private long v3;

		State(long key0, long key1) {
			this.v0 = key0 ^ 0x736F6D6570736575L;
			this.v1 = key1 ^ 0x646F72616E646F6DL;
			this.v2 = key0 ^ 0x6C7967656E657261L;
			this.v3 = key1 ^ 0x7465646279746573L;
		}

		void absorb(long word) {
			this.v3 ^= word;
			round();
			round();
			this.v0 ^= word;
		}

		long finish(long last, int length) {
			absorb(last | ((long) length << 56));
			this.v2 ^= 0xFF;
			round();
			round();
			round();
			round();
			return this.v0 ^ this.v1 ^ this.v2 ^ this.v3;
		}

		private void round() {
			this.v0 += this.v1;
			this.v2 += this.v3;
			this.v1 = Long.rotateLeft(this.v1, 13) ^ this.v0;
			this.v3 = Long.rotateLeft(this.v3, 16) ^ this.v2;
			this.v0 = Long.rotateLeft(this.v0, 32);
			this.v2 += this.v1;
			this.v0 += this.v3;
			this.v1 = Long.rotateLeft(this.v1, 17) ^ this.v2;
			this.v3 = Long.rotateLeft(this.v3, 21) ^ this.v0;
			this.v2 = Long.rotateLeft(this.v2, 32);
		}

	}

}

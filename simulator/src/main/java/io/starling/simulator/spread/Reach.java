package io.starling.simulator.spread;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Who knows which row since when, and how far it had come. */
final class Reach {

	private static final long NEVER = -1;

	private final int members;

	private final List<long[]> since = new ArrayList<>();

	private final List<byte[]> hops = new ArrayList<>();

	private final List<Integer> owners = new ArrayList<>();

	Reach(int members) {
		this.members = members;
	}

	/**
	 * An owner writes a new row.
	 * @return the row's number
	 */
	int write(int owner, long now) {
		long[] row = new long[this.members];
		Arrays.fill(row, NEVER);
		row[owner] = now;
		this.since.add(row);
		this.hops.add(new byte[this.members]);
		this.owners.add(owner);
		return this.owners.size() - 1;
	}

	boolean knows(int member, int row) {
		return this.since.get(row)[member] != NEVER;
	}

	/** A member hears a row from another one. */
	void learn(int member, int row, int from, long now) {
		this.since.get(row)[member] = now;
		byte[] way = this.hops.get(row);
		// More are told as this many.
		way[member] = (byte) Math.min(Byte.MAX_VALUE, way[from] + 1);
	}

	int hops(int member, int row) {
		return this.hops.get(row)[member];
	}

	/** What became of a row among the living. */
	Outcome outcome(int row, IntPredicate living) {
		long[] times = this.since.get(row);
		int asked = 0;
		int reached = 0;
		long last = 0;
		int most = 0;
		long sum = 0;
		for (int i = 0; i < this.members; i++) {
			if (living.test(i)) {
				asked++;
				if (times[i] != NEVER) {
					reached++;
					last = Math.max(last, times[i]);
					most = Math.max(most, hops(i, row));
					sum += hops(i, row);
				}
			}
		}
		return new Outcome(asked, reached, last - times[this.owners.get(row)], most, (double) sum / reached);
	}

	/**
	 * What became of one row.
	 *
	 * @param members the members that live
	 * @param reached those of them that know the row
	 * @param nanos how long the last of these took
	 * @param maxHops the longest way
	 * @param meanHops the mean way, the owner's own of 0 included
	 */
	record Outcome(int members, int reached, long nanos, int maxHops, double meanHops) {

		boolean isComplete() {
			return this.reached == this.members;
		}

	}

}

package io.starling.mesh.overlay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.starling.mesh.model.MemberId;

/**
 * The same rings as {@link Rings}, with all members on them, to find the neighbours of
 * any member: sorted arrays, 12 bytes a member and ring. Not thread-safe.
 */
public final class RingIndex {

	private final List<Ring> rings = new ArrayList<>();

	/**
	 * Puts members on each ring.
	 * @param members all members
	 * @param count how many rings
	 */
	public RingIndex(Collection<MemberId> members, int count) {
		for (int i = 0; i < count; i++) {
			this.rings.add(new Ring(i, members));
		}
	}

	/**
	 * Takes a member in: a search, and a move of what comes behind it.
	 * @param member the member
	 */
	public void add(MemberId member) {
		this.rings.forEach((ring) -> ring.add(member));
	}

	/**
	 * Takes a member out: a search, and a move of what comes behind it.
	 * @param member the member
	 */
	public void remove(MemberId member) {
		this.rings.forEach((ring) -> ring.remove(member));
	}

	/**
	 * Finds the neighbours of any member, in time logarithmic to their number: they are
	 * also its observers.
	 * @param center the member; whether it is in the index does not matter
	 * @return at most two members a ring, the center not among them, in order of id
	 */
	public NavigableSet<MemberId> around(MemberId center) {
		NavigableSet<MemberId> all = new TreeSet<>();
		this.rings.forEach((ring) -> ring.collect(center, all));
		all.remove(center);
		return all;
	}

	/** One ring: the members in order of their places, which are unsigned. */
	private static final class Ring {

		private final int index;

		private long[] places;

		private MemberId[] members;

		private int size;

		Ring(int index, Collection<MemberId> members) {
			this.index = index;
			this.size = members.size();
			this.places = new long[this.size];
			this.members = new MemberId[this.size];
			int i = 0;
			for (Placed one : sorted(members)) {
				this.places[i] = one.place();
				this.members[i++] = one.member();
			}
		}

		private List<Placed> sorted(Collection<MemberId> members) {
			List<Placed> placed = new ArrayList<>(members.size());
			members.forEach((member) -> placed.add(new Placed(place(member), member)));
			placed.sort(Comparator.comparingLong(Placed::place));
			return placed;
		}

		/** In signed order as positions are in unsigned order. */
		private long place(MemberId member) {
			return Rings.position(this.index, member) ^ Long.MIN_VALUE;
		}

		/** Where the first member is that is at a place or behind it. */
		private int at(long place) {
			int found = Arrays.binarySearch(this.places, 0, this.size, place);
			int at = (found < 0) ? -found - 1 : found;
			while (at > 0 && this.places[at - 1] == place) {
				at--;
			}
			return at;
		}

		void add(MemberId member) {
			if (this.size == this.places.length) {
				int more = Math.max(16, this.size + this.size / 2);
				this.places = Arrays.copyOf(this.places, more);
				this.members = Arrays.copyOf(this.members, more);
			}
			long place = place(member);
			int at = at(place);
			move(at, 1);
			this.places[at] = place;
			this.members[at] = member;
		}

		void remove(MemberId member) {
			long place = place(member);
			for (int i = at(place); i < this.size && this.places[i] == place; i++) {
				if (this.members[i].equals(member)) {
					move(i + 1, -1);
					return;
				}
			}
		}

		/** Moves all from an index on, by one. */
		private void move(int from, int by) {
			System.arraycopy(this.places, from, this.places, from + by, this.size - from);
			System.arraycopy(this.members, from, this.members, from + by, this.size - from);
			this.size += by;
		}

		void collect(MemberId center, NavigableSet<MemberId> into) {
			if (this.size > 0) {
				long place = place(center);
				int behind = at(place);
				int ahead = behind;
				while (ahead < this.size && this.places[ahead] == place) {
					ahead++;
				}
				into.add(this.members[ahead % this.size]);
				into.add(this.members[(behind + this.size - 1) % this.size]);
			}
		}

	}

	/**
	 * A member and its place, while an index is made.
	 *
	 * @param place the place, in signed order
	 * @param member who is there
	 */
	private record Placed(long place, MemberId member) {
	}

}

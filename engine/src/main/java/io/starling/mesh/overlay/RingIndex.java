package io.starling.mesh.overlay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.starling.mesh.model.MemberId;

/**
 * The same rings as {@link Rings}, with all members on them, to find the neighbours of
 * any member. Not thread-safe.
 */
public final class RingIndex {

	private final List<TreeSet<Place>> rings = new ArrayList<>();

	/**
	 * Puts members on each ring.
	 * @param members all members
	 * @param count how many rings
	 */
	public RingIndex(Collection<MemberId> members, int count) {
		for (int i = 0; i < count; i++) {
			this.rings.add(new TreeSet<>());
		}
		members.forEach(this::add);
	}

	/**
	 * Takes a member in, in time logarithmic to their number.
	 * @param member the member
	 */
	public void add(MemberId member) {
		for (int i = 0; i < this.rings.size(); i++) {
			this.rings.get(i).add(Place.of(i, member));
		}
	}

	/**
	 * Takes a member out, in time logarithmic to their number.
	 * @param member the member
	 */
	public void remove(MemberId member) {
		for (int i = 0; i < this.rings.size(); i++) {
			this.rings.get(i).remove(Place.of(i, member));
		}
	}

	/**
	 * Finds the neighbours of any member: they are also its observers.
	 * @param center the member; whether it is in the index does not matter
	 * @return at most two members a ring, the center not among them, in order of id
	 */
	public NavigableSet<MemberId> around(MemberId center) {
		NavigableSet<MemberId> all = new TreeSet<>();
		for (int i = 0; i < this.rings.size(); i++) {
			TreeSet<Place> ring = this.rings.get(i);
			Place place = Place.of(i, center);
			Place next = ring.higher(place);
			Place previous = ring.lower(place);
			if (!ring.isEmpty()) {
				all.add(((next != null) ? next : ring.first()).member());
				all.add(((previous != null) ? previous : ring.last()).member());
			}
		}
		all.remove(center);
		return all;
	}

	/**
	 * Where a member is on a ring.
	 *
	 * @param position the place, in unsigned order
	 * @param member who is there
	 */
	private record Place(long position, MemberId member) implements Comparable<Place> {

		static Place of(int ring, MemberId member) {
			return new Place(Rings.position(ring, member), member);
		}

		@Override
		public int compareTo(Place other) {
			int byPosition = Long.compareUnsigned(this.position, other.position);
			return (byPosition != 0) ? byPosition : this.member.compareTo(other.member);
		}

	}

}

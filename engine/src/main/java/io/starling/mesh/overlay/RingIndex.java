package io.starling.mesh.overlay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * The same rings as {@link Rings}, sorted, to find the neighbours of many members.
 * Members that go need no new index: they are passed over. Immutable.
 */
public final class RingIndex {

	private final List<List<Place>> rings = new ArrayList<>();

	/**
	 * Sorts the members by their places on each ring.
	 * @param members all members
	 * @param count how many rings
	 */
	public RingIndex(Collection<MemberId> members, int count) {
		for (int i = 0; i < count; i++) {
			List<Place> ring = new ArrayList<>(members.size());
			for (MemberId member : members) {
				ring.add(new Place(Rings.position(i, member), member));
			}
			Collections.sort(ring);
			this.rings.add(ring);
		}
	}

	/**
	 * Finds the neighbours of any member: they are also its observers.
	 * @param center the member; whether it is in the index does not matter
	 * @param present tells who is still there
	 * @return at most two members a ring, the center not among them, in order of id
	 */
	public NavigableSet<MemberId> around(MemberId center, Predicate<MemberId> present) {
		NavigableSet<MemberId> all = new TreeSet<>();
		for (int i = 0; i < this.rings.size(); i++) {
			List<Place> ring = this.rings.get(i);
			int found = Collections.binarySearch(ring, new Place(Rings.position(i, center), center));
			int from = (found >= 0) ? found : -found - 1;
			addNext(ring, (found >= 0) ? from + 1 : from, 1, center, present, all);
			addNext(ring, from - 1, -1, center, present, all);
		}
		return all;
	}

	private static void addNext(List<Place> ring, int from, int step, MemberId center, Predicate<MemberId> present,
			NavigableSet<MemberId> into) {
		for (int i = 0; i < ring.size(); i++) {
			MemberId member = ring.get(Math.floorMod(from + i * step, ring.size())).member();
			if (!member.equals(center) && present.test(member)) {
				into.add(member);
				return;
			}
		}
	}

	/**
	 * Where a member is on a ring.
	 *
	 * @param position the place, in unsigned order
	 * @param member who is there
	 */
	private record Place(long position, MemberId member) implements Comparable<Place> {

		@Override
		public int compareTo(Place other) {
			int byPosition = Long.compareUnsigned(this.position, other.position);
			return (byPosition != 0) ? byPosition : this.member.compareTo(other.member);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Place place && this.member.equals(place.member);
		}

		@Override
		public int hashCode() {
			return this.member.hashCode();
		}

	}

}

package io.starling.mesh.overlay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * The neighbours of one member in K rings. Ring k orders all members by a hash of (k,
 * id); a member's neighbours are its successor and its predecessor in every ring, so at
 * most 2K. Each ring is a random cycle, and the union of random cycles is an expander
 * with high probability (Friedman, "A proof of Alon's second eigenvalue conjecture",
 * 2008; used for gossip by Law and Siu, "Distributed construction of random expander
 * networks", INFOCOM 2003). Neighbourhood is mutual. Not thread-safe.
 */
public final class Rings {

	private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

	private final MemberId center;

	private final List<Ring> rings = new ArrayList<>();

	private NavigableSet<MemberId> neighbours = Collections.emptyNavigableSet();

	/**
	 * Creates the rings of a member that has no neighbours yet.
	 * @param center the member
	 * @param count how many rings, at least 1
	 */
	public Rings(MemberId center, int count) {
		this.center = center;
		for (int i = 0; i < count; i++) {
			this.rings.add(new Ring(i, center));
		}
	}

	/**
	 * Computes the neighbours of any member once; for those of many members there is a
	 * {@link RingIndex}.
	 * @param center the member
	 * @param members all members; whether the center is among them does not matter
	 * @param count how many rings
	 * @return at most {@code 2 * count} members, the center not among them, in order
	 */
	public static NavigableSet<MemberId> around(MemberId center, Iterable<MemberId> members, int count) {
		Rings rings = new Rings(center, count);
		members.forEach(rings::place);
		return rings.collect();
	}

	/**
	 * Takes a member in, in constant time.
	 * @param member the new member
	 * @return true if it became a neighbour
	 */
	public boolean add(MemberId member) {
		return place(member) && refresh();
	}

	/**
	 * Takes a member out, in constant time unless it was a neighbour.
	 * @param member the member
	 * @param rest all members that remain
	 * @return true if it was a neighbour
	 */
	public boolean remove(MemberId member, Iterable<MemberId> rest) {
		if (!this.neighbours.contains(member)) {
			return false;
		}
		this.rings.forEach(Ring::clear);
		rest.forEach(this::place);
		return refresh();
	}

	/**
	 * Returns the neighbours.
	 * @return an unmodifiable set in order of id, replaced rather than changed
	 */
	public NavigableSet<MemberId> neighbours() {
		return this.neighbours;
	}

	/**
	 * Returns the next member on one ring.
	 * @param ring which ring, from 0
	 * @return the successor; null if there is no other member
	 */
	public @Nullable MemberId successor(int ring) {
		return this.rings.get(ring).successor;
	}

	/**
	 * Tells whether this member is the next one after another on some ring.
	 * @param member the other one
	 * @return true if it is
	 */
	public boolean isSuccessorOf(MemberId member) {
		return this.rings.stream().anyMatch((ring) -> member.equals(ring.predecessor));
	}

	/**
	 * Returns the neighbours on some rings.
	 * @param count on how many of the rings, from the first
	 * @return a new set, in order of id
	 */
	public NavigableSet<MemberId> neighboursOn(int count) {
		NavigableSet<MemberId> some = new TreeSet<>();
		this.rings.stream().limit(count).forEach((ring) -> ring.collect(some));
		return some;
	}

	private boolean place(MemberId member) {
		boolean changed = false;
		if (!member.equals(this.center)) {
			for (Ring ring : this.rings) {
				changed |= ring.place(member);
			}
		}
		return changed;
	}

	private boolean refresh() {
		NavigableSet<MemberId> before = this.neighbours;
		this.neighbours = Collections.unmodifiableNavigableSet(collect());
		return !this.neighbours.equals(before);
	}

	private NavigableSet<MemberId> collect() {
		NavigableSet<MemberId> all = new TreeSet<>();
		this.rings.forEach((ring) -> ring.collect(all));
		return all;
	}

	/**
	 * The place of a member on a ring: the output of the SplitMix64 generator (Steele,
	 * Lea and Flood, OOPSLA 2014) seeded with the ring and the id.
	 */
	static long position(int ring, MemberId member) {
		return mix(member.high() ^ mix(member.low() + (ring + 1) * GOLDEN_GAMMA));
	}

	private static long mix(long value) {
		long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

	/** The two neighbours on one ring. */
	private static final class Ring {

		private final int index;

		private final long position;

		private @Nullable MemberId successor;

		private @Nullable MemberId predecessor;

		private long ahead;

		private long behind;

		Ring(int index, MemberId center) {
			this.index = index;
			this.position = position(index, center);
		}

		boolean place(MemberId member) {
			long distance = position(this.index, member) - this.position;
			boolean changed = false;
			if (this.successor == null || Long.compareUnsigned(distance, this.ahead) < 0) {
				this.successor = member;
				this.ahead = distance;
				changed = true;
			}
			if (this.predecessor == null || Long.compareUnsigned(-distance, this.behind) < 0) {
				this.predecessor = member;
				this.behind = -distance;
				changed = true;
			}
			return changed;
		}

		void clear() {
			this.successor = null;
			this.predecessor = null;
		}

		void collect(NavigableSet<MemberId> into) {
			if (this.successor != null && this.predecessor != null) {
				into.add(this.successor);
				into.add(this.predecessor);
			}
		}

	}

}

package io.starling.simulator.invariant;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import io.starling.mesh.protocol.Settings;
import io.starling.simulator.member.SimulatedMember;

/**
 * I13: no collection grows without bound. Each field of the protocol that holds one has
 * its bound in the table below, for all of them at one member together; one that is not
 * in the table is a violation, too, so that none comes without having thought of it.
 */
final class CollectionBounds {

	/** Whoever ended is remembered for the retention, and noticed and forgotten late. */
	private static final Duration LATE = Duration.ofMinutes(2);

	private final Registry registry;

	/** By field: the most that any member ever had. */
	private final TreeMap<String, Long> most = new TreeMap<>();

	private final ToldLies lies;

	CollectionBounds(Registry registry, ToldLies lies) {
		this.registry = registry;
		this.lies = lies;
	}

	void check(SimulatedMember member) {
		Scale scale = scale(member);
		SortedMap<String, Long> sizes = member.collections();
		sizes.forEach((field, size) -> this.most.merge(field, size, Math::max));
		sizes.forEach((field, size) -> {
			Bound bound = BoundsTable.of(field);
			if (bound == null) {
				throw violation(member, "the collection " + field + " has no bound: add it to BoundsTable");
			}
			if (size > bound.of(scale)) {
				throw violation(member, field + " holds " + size + ", more than " + bound.of(scale) + " with " + scale);
			}
		});
	}

	SortedMap<String, Long> most() {
		return Collections.unmodifiableSortedMap(this.most);
	}

	private Scale scale(SimulatedMember member) {
		Settings settings = member.settings();
		Duration since = this.registry.now().minus(settings.retention()).minus(LATE);
		int members = this.lies.members();
		int rows = this.lies.rows();
		for (SimulatedMember other : this.registry.membersOf(member.mesh())) {
			if (other.ended().filter((end) -> end.compareTo(since) < 0).isEmpty()) {
				members++;
				rows += this.registry.ledger(other.id()).names();
			}
		}
		return new Scale(members, rows, 2 * settings.rings());
	}

	private InvariantViolation violation(SimulatedMember member, String what) {
		return new InvariantViolation("I13", this.registry.now(),
				"at " + this.registry.name(member.id()) + ", " + what);
	}

	/**
	 * What bounds are relative to.
	 *
	 * @param members how many members of the mesh run, ended within the retention, or
	 * were made up
	 * @param rows how many rows these ever wrote, withdrawn ones among them
	 * @param neighbours how many neighbours a member has at most
	 */
	record Scale(int members, int rows, int neighbours) {
	}

	/** How much may be in all collections of a field at one member. */
	interface Bound {

		long of(Scale scale);

	}

}

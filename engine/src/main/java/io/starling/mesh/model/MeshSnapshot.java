package io.starling.mesh.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * All that one member knows at one moment, immutable. Taking it costs one volatile read;
 * consecutive snapshots share all that did not change. Rows are listed only while their
 * owner is present.
 *
 * @param self the member whose knowledge this is
 * @param members every member known, the present ones and those lately dead or gone, in
 * order of id
 * @param neighbours the members that the ring overlay wants a standing link with
 * @param linked the members that a link stands with
 * @param tables the rows of present owners, by table, tombstones left out
 * @param digest the digest of all present members and their rows
 * @param cutOff true if most of the mesh fell silent at once, so that this member is
 * probably itself cut off
 * @param departed members that left or are proven to be dead and are not among the
 * members any more, or never were; remembered for a day
 */
public record MeshSnapshot(MemberId self, PSortedMap<MemberId, MemberState> members, Set<MemberId> neighbours,
		Set<MemberId> linked, PSortedMap<String, PSortedMap<RowId, Row>> tables, Digest digest, boolean cutOff,
		Set<MemberId> departed) {

	private static final PSortedMap<RowId, Row> NO_ROWS = TreePMap.empty();

	private static final Set<MemberId> NOBODY = TreePSet.empty();

	/**
	 * Creates the snapshot of a member that remembers nobody who departed.
	 * @param self the member whose knowledge this is
	 * @param members every member known
	 * @param neighbours the members that the ring overlay wants a standing link with
	 * @param linked the members that a link stands with
	 * @param tables the rows of present owners, by table
	 * @param digest the digest of all present members and their rows
	 * @param cutOff true if this member is probably itself cut off
	 */
	public MeshSnapshot(MemberId self, PSortedMap<MemberId, MemberState> members, Set<MemberId> neighbours,
			Set<MemberId> linked, PSortedMap<String, PSortedMap<RowId, Row>> tables, Digest digest, boolean cutOff) {
		this(self, members, neighbours, linked, tables, digest, cutOff, NOBODY);
	}

	/**
	 * Returns one table.
	 * @param name the table's name
	 * @return its rows in order of owner and key; empty if nobody wrote any
	 */
	public SortedMap<RowId, Row> table(String name) {
		return this.tables.getOrDefault(name, NO_ROWS);
	}

	/**
	 * Finds a row.
	 * @param id the row's name
	 * @return the row, or empty if it is not there or its owner is not present
	 */
	public Optional<Row> row(RowId id) {
		return Optional.ofNullable(table(id.table()).get(id));
	}

	/**
	 * Finds a member.
	 * @param id the member
	 * @return what is known of it
	 */
	public Optional<MemberState> member(MemberId id) {
		return Optional.ofNullable(this.members.get(id));
	}

	/**
	 * Tells whether a member has certainly come to its end: it said goodbye, or its
	 * process has ended. Known of those, too, whom this member was only told of, as they
	 * went while it was away.
	 * @param id the member
	 * @return true if it is known to be gone; false if it is present, only presumed to be
	 * dead, or unknown
	 */
	public boolean isGone(MemberId id) {
		MemberState state = this.members.get(id);
		return (state != null) ? state.liveness() == Liveness.LEFT || state.proven() : this.departed.contains(id);
	}

	/**
	 * Returns the members that count as part of the mesh, this one among them.
	 * @return the alive and the suspected ones
	 */
	public List<MemberState> present() {
		return this.members.values().stream().filter(MemberState::isPresent).toList();
	}

	/**
	 * Returns some of the others that count as part of the mesh: those that follow this
	 * member in order of id, around the end. Ids are random, so each member has others.
	 * @param most how many to return at most
	 * @return the alive and the suspected ones, the next one first
	 */
	public List<Member> successors(int most) {
		SortedMap<MemberId, MemberState> above = this.members.tailMap(this.self);
		SortedMap<MemberId, MemberState> below = this.members.headMap(this.self);
		return Stream.concat(above.values().stream(), below.values().stream())
			.filter((state) -> state.isPresent() && !state.member().id().equals(this.self))
			.limit(most)
			.map(MemberState::member)
			.toList();
	}

	/**
	 * Returns how many members have a liveness.
	 * @param liveness the liveness to count
	 * @return the number of members
	 */
	public long count(Liveness liveness) {
		return this.members.values().stream().filter((state) -> state.liveness() == liveness).count();
	}

	/**
	 * Returns all members.
	 * @return the states in order of id
	 */
	public Collection<MemberState> all() {
		return this.members.values();
	}

	/**
	 * Compares the members, and who departed, with those of another snapshot, in constant
	 * time: consecutive snapshots share what did not change.
	 * @param other another snapshot taken at the same member
	 * @return true if nothing changed between the two
	 */
	public boolean hasSameMembersAs(MeshSnapshot other) {
		return this.members == other.members && this.departed == other.departed;
	}

	/**
	 * Compares all tables with those of another snapshot, in constant time.
	 * @param other another snapshot taken at the same member
	 * @return true if nothing changed between the two
	 */
	public boolean hasSameTablesAs(MeshSnapshot other) {
		return this.tables == other.tables;
	}

	/**
	 * Compares one table with that of another snapshot, in constant time.
	 * @param name the table's name
	 * @param other another snapshot taken at the same member
	 * @return true if nothing changed between the two
	 */
	public boolean hasSameTableAs(String name, MeshSnapshot other) {
		return table(name) == other.table(name);
	}

}

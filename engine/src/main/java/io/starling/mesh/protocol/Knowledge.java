package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * All that this member knows, and the rules by which news of it is newer: for a member
 * record and for a row alike, the higher version wins and, of two of one version, the
 * higher fingerprint. Keeps members, rows, digest and what readers see in step.
 */
final class Knowledge {

	/** Stands for the version that the other side holds where it has not said which. */
	static final long UNTOLD_VERSION = Long.MAX_VALUE;

	private final Settings settings;

	private final Roster roster;

	private final Rows rows;

	private final DepartedMembers departed;

	private final Jumps jumps = new Jumps();

	private final Changes changes;

	private SortedSet<MemberId> linked = Collections.emptySortedSet();

	private boolean cutOff;

	/**
	 * The highest version given to any own row: one count for all, so that no version
	 * ever comes back.
	 */
	private long written;

	/** Completes what this member writes. */
	private UnaryOperator<Row> completion = UnaryOperator.identity();

	private UnaryOperator<Member> completionOfRecords = UnaryOperator.identity();

	Knowledge(Member self, Settings settings, Instant now) {
		this.settings = settings;
		this.roster = new Roster(self, settings.rings(), now);
		this.rows = new Rows(settings, this.roster::isPresent);
		this.changes = new Changes(now);
		this.departed = new DepartedMembers(this.roster, settings.retention(), this.changes);
	}

	Roster roster() {
		return this.roster;
	}

	Rows rows() {
		return this.rows;
	}

	Member self() {
		return this.roster.self();
	}

	boolean isSelf(MemberId id) {
		return id.equals(self().id());
	}

	/**
	 * The digest that is compared with others': rows over this member's limits count as
	 * held.
	 */
	Digest digest() {
		return shownDigest().plus(this.rows.refused().digest());
	}

	private Digest shownDigest() {
		return this.roster.digest().plus(this.rows.digest());
	}

	/** Who died or left, also long ago. */
	DepartedMembers departed() {
		return this.departed;
	}

	/** What readers have not seen. */
	Changes changes() {
		return this.changes;
	}

	/** Takes in what another member says of itself. */
	Merge merge(Member member, Instant now) {
		MemberState state = this.roster.get(member.id());
		if (member.version() <= this.departed.version(member.id())) {
			return Merge.BURIED;
		}
		if (state != null && !member.supersedes(state.member())) {
			return Merge.KNOWN;
		}
		this.departed.remove(member.id());
		if (member.left()) {
			put(new MemberState(member, Liveness.LEFT, now, "said goodbye"), now);
		}
		else {
			put(new MemberState(member, Liveness.ALIVE, now, ""), now);
		}
		return Merge.NEWS;
	}

	/** Changes what is believed of a known member. */
	void believe(MemberId id, Liveness liveness, String reason, Instant now) {
		MemberState state = this.roster.get(id);
		if (state != null && state.liveness() != liveness) {
			put(new MemberState(state.member(), liveness, now, reason), now);
		}
	}

	/**
	 * Takes a known member for dead.
	 * @param proven true if it certainly is
	 */
	void bury(MemberId id, String reason, boolean proven, Instant now) {
		MemberState state = this.roster.get(id);
		if (state != null && state.isPresent()) {
			put(new MemberState(state.member(), Liveness.DEAD, now, reason, proven), now);
		}
	}

	private void put(MemberState state, Instant now) {
		this.roster.put(state);
		this.rows.list(state.member().id(), state.isPresent());
		this.changes.made(now);
	}

	/**
	 * Raises the own record's version above another, which refutes whatever was said
	 * about that.
	 */
	Rumor renew(long above, Instant now) {
		Member renewed = this.completionOfRecords.apply(self().withVersion(Math.max(above, self().version()) + 1));
		put(new MemberState(renewed, Liveness.ALIVE, now, "this member"), now);
		return new Rumor.OfMember(renewed);
	}

	/** Says goodbye in the own record. */
	Rumor leave(Instant now) {
		Member gone = this.completionOfRecords.apply(self().leaving());
		put(new MemberState(gone, Liveness.LEFT, now, "this member left"), now);
		return new Rumor.OfMember(gone);
	}

	/** Tells whether a version is no further above what is known than it may be. */
	boolean isInReach(MemberId owner, long version, Instant now) {
		long known = isSelf(owner) ? this.written : this.rows.highest(owner);
		MemberState state = this.roster.get(owner);
		return this.jumps.allows(owner, Math.max(known, (state != null) ? state.member().version() : 0), version, now);
	}

	/** Takes in another member's row or tombstone. */
	Merge merge(Row row, Duration age, Instant now) {
		if (this.departed.contains(row.id().owner())) {
			return Merge.KNOWN;
		}
		Merge merge = this.rows.merge(row, age, now);
		if (merge == Merge.NEWS || merge == Merge.REFUSED) {
			this.changes.made(now);
		}
		return merge;
	}

	/** Writes an own row. */
	Row write(String table, String key, Bytes state, Instant now) {
		RowId id = new RowId(table, self().id(), key);
		Row row = this.completion.apply(Row.of(id, this.written + 1, state));
		if (this.rows.limit(row) != null) {
			throw new IllegalArgumentException("The row " + id + " with " + state.size()
					+ " bytes is over the limits: a row has at most " + this.settings.maxState()
					+ " bytes, all rows of a member " + this.settings.maxOwnerWeight() + ", and a member at most "
					+ Limits.ROWS_PER_OWNER + " rows");
		}
		return write(row, now);
	}

	private Row write(Row row, Instant now) {
		this.written = row.version();
		this.rows.merge(row, Duration.ZERO, now);
		this.changes.keepNoLonger();
		this.changes.made(now);
		return row;
	}

	void completeBy(UnaryOperator<Row> ofRows, UnaryOperator<Member> ofRecords) {
		this.completion = ofRows;
		this.completionOfRecords = ofRecords;
	}

	/**
	 * Says again what stands of an own row of which somebody shows something newer, or
	 * another thing under the same version: above that version.
	 * @return what to tell the others; empty if they are right, or nobody believes them
	 */
	Optional<Rumor.OfRow> assertOwn(Row shown, Instant now) {
		RowId id = shown.id();
		Row own = this.rows.get(id);
		long version = this.rows.version(id);
		boolean same = (own != null) ? own.equals(shown) : shown.tombstone();
		if (shown.version() < version || (shown.version() == version && same)
				|| !isInReach(id.owner(), shown.version(), now)) {
			return Optional.empty();
		}
		this.written = Math.max(this.written, shown.version());
		if (own != null) {
			return Optional.of(new Rumor.OfRow(
					write(this.completion.apply(Row.of(id, this.written + 1, own.state())), now), Duration.ZERO));
		}
		return shown.tombstone() ? Optional.empty() : Optional.of(withdraw(id, shown.version(), now));
	}

	/** Replaces an own row by its tombstone, above a version that somebody holds. */
	Rumor.OfRow withdraw(RowId id, long above, Instant now) {
		this.written = Math.max(above, this.written) + 1;
		Row tombstone = this.completion.apply(Row.tombstone(id, this.written));
		this.rows.merge(tombstone, Duration.ZERO, now);
		this.changes.keepNoLonger();
		this.changes.made(now);
		return new Rumor.OfRow(tombstone, Duration.ZERO);
	}

	/**
	 * What to tell somebody who still holds a row that was withdrawn; empty if it was
	 * not.
	 */
	Optional<Rumor.OfRow> tombstone(RowId id, Instant now) {
		return Optional.ofNullable(this.rows.tombstone(id))
			.map((tombstone) -> new Rumor.OfRow(tombstone.row(), Duration.between(tombstone.since(), now)));
	}

	/** The newest that is known of a row, standing or withdrawn. */
	Optional<Rumor.OfRow> latest(RowId id, Instant now) {
		if (this.rows.refused().get(id) != null) {
			return Optional.empty();
		}
		Row row = this.rows.get(id);
		return (row != null) ? Optional.of(new Rumor.OfRow(row, Duration.ZERO)) : tombstone(id, now);
	}

	/** Forgets what is old enough; returns the members forgotten. */
	List<MemberState> forget(Instant now) {
		Instant moment = now.minus(this.settings.retention());
		List<MemberState> forgotten = this.roster.forgetBefore(moment);
		forgotten.forEach(this.departed::forgotten);
		this.departed.forget(now);
		this.jumps.forgetBefore(moment);
		this.rows.forgetBefore(moment, (owner) -> this.roster.get(owner) != null);
		// What they withdrew shortly before, unheard here, others know for the retention.
		this.roster.goneBefore(now.minus(this.settings.retention().dividedBy(2))).forEach(this.rows::release);
		if (!forgotten.isEmpty()) {
			this.changes.madeIf(true);
		}
		return forgotten;
	}

	/**
	 * Forgets all others, as a newcomer knows none, but not who has departed: those who
	 * left, and those taken for dead while others were heard. Readers keep what they were
	 * shown for the moment that it takes to learn the mesh anew.
	 * @param heard when another member was heard last
	 * @return what was known
	 */
	List<MemberState> beginAnew(Instant heard, Duration learning, Instant now) {
		List<MemberState> others = this.roster.forgetOthers();
		for (MemberState state : others) {
			if (state.liveness() == Liveness.LEFT
					|| (state.liveness() == Liveness.DEAD && state.since().isBefore(heard))) {
				this.departed.forgotten(state);
			}
		}
		this.rows.dropOthers(self().id());
		this.changes.keepUntil(now.plus(learning));
		this.changes.made(now);
		return others;
	}

	boolean isCutOff() {
		return this.cutOff;
	}

	void cutOff(boolean cutOff) {
		this.changes.madeIf(this.cutOff != cutOff);
		this.cutOff = cutOff;
	}

	/** Shows readers whom a link stands with; the same object until that changes. */
	void linked(SortedSet<MemberId> peers) {
		this.changes.madeIf(this.linked != peers);
		this.linked = peers;
	}

	MeshSnapshot snapshot() {
		return new MeshSnapshot(self().id(), this.roster.states(), this.roster.neighbours(), this.linked,
				this.rows.tables(), shownDigest(), this.cutOff, this.departed.certain());
	}

}

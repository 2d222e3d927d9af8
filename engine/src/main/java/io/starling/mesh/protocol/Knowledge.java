package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

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
 * record and for a row alike, the higher version wins and nothing else decides. Keeps
 * members, rows, digest and what readers see in step.
 */
final class Knowledge {

	/** Stands for the version that the other side holds where it has not said which. */
	static final long UNTOLD_VERSION = Long.MAX_VALUE;

	private final Settings settings;

	private final Roster roster;

	private final Rows rows;

	private SortedSet<MemberId> linked = Collections.emptySortedSet();

	private boolean cutOff;

	private boolean changed = true;

	private Instant changedAt;

	/**
	 * The highest version given to any own row: one count for all, so that no version
	 * ever comes back.
	 */
	private long written;

	Knowledge(Member self, Settings settings, Instant now) {
		this.settings = settings;
		this.roster = new Roster(self, settings.rings(), now);
		this.rows = new Rows(settings, this.roster::isPresent);
		this.changedAt = now;
	}

	/** How a record compares with what is known. */
	enum Merge {

		/** It was new and is now known. */
		NEWS,

		/** It, or something newer, was known. */
		KNOWN,

		/** Its subject is dead or gone as of this version. */
		BURIED

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

	Digest digest() {
		return this.roster.digest().plus(this.rows.digest());
	}

	/** How long members and rows have been as they are. */
	Duration quietFor(Instant now) {
		return Duration.between(this.changedAt, now);
	}

	/** Takes in what another member says of itself. */
	Merge merge(Member member, Instant now) {
		MemberState state = this.roster.get(member.id());
		if (state != null) {
			if (state.liveness() == Liveness.LEFT) {
				return Merge.BURIED;
			}
			if (member.version() <= state.member().version()) {
				return state.isPresent() ? Merge.KNOWN : Merge.BURIED;
			}
		}
		if (member.left()) {
			put(new MemberState(member, Liveness.LEFT, now, "said goodbye"), now);
			this.rows.drop(member.id());
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
		touch(now);
	}

	/** Raises the own record's version, which refutes whatever was said about it. */
	Rumor renew(Instant now) {
		Member renewed = self().withVersion(self().version() + 1);
		put(new MemberState(renewed, Liveness.ALIVE, now, "this member"), now);
		return new Rumor.OfMember(renewed);
	}

	/** Says goodbye in the own record. */
	Rumor leave(Instant now) {
		Member gone = self().leaving();
		put(new MemberState(gone, Liveness.LEFT, now, "this member left"), now);
		return new Rumor.OfMember(gone);
	}

	/**
	 * Takes in another member's row or tombstone; false if it was known, out of date or
	 * over the owner's budget.
	 */
	boolean merge(Row row, Duration age, Instant now) {
		MemberState owner = this.roster.get(row.id().owner());
		if (owner != null && !owner.isPresent()) {
			return false;
		}
		boolean merged = this.rows.merge(row, age, now);
		if (merged && owner != null) {
			touch(now);
		}
		return merged;
	}

	/** Writes an own row. */
	Row write(String table, String key, Bytes state, Instant now) {
		RowId id = new RowId(table, self().id(), key);
		Row row = Row.of(id, this.written + 1, state);
		if (this.rows.exceedsBudget(row)) {
			throw new IllegalArgumentException("The row " + id + " with " + state.size()
					+ " bytes is over the limits: a row has at most " + this.settings.maxState()
					+ " bytes, all rows of a member " + this.settings.maxOwnerWeight() + ", and a member at most "
					+ Limits.ROWS_PER_OWNER + " rows");
		}
		this.written = row.version();
		this.rows.merge(row, Duration.ZERO, now);
		touch(now);
		return row;
	}

	/** Replaces an own row by its tombstone, above a version that somebody holds. */
	Rumor.OfRow withdraw(RowId id, long above, Instant now) {
		this.written = Math.max(above, this.written) + 1;
		Row tombstone = Row.tombstone(id, this.written);
		this.rows.merge(tombstone, Duration.ZERO, now);
		touch(now);
		return new Rumor.OfRow(tombstone, Duration.ZERO);
	}

	/**
	 * What to tell somebody who still holds a version of a member that is dead or gone. A
	 * death counts for one version, so whoever holds an earlier one hears of that first.
	 */
	List<Rumor> epitaph(MemberState state, long held) {
		Rumor record = new Rumor.OfMember(state.member());
		if (state.liveness() == Liveness.LEFT) {
			return List.of(record);
		}
		Rumor death = new Rumor.OfDeath(state.member().id(), state.member().version(), self().id());
		return (held < state.member().version()) ? List.of(record, death) : List.of(death);
	}

	/**
	 * What to tell somebody who still holds a row that was withdrawn; empty if it was
	 * not.
	 */
	Optional<Rumor.OfRow> tombstone(RowId id, Instant now) {
		return Optional.ofNullable(this.rows.tombstone(id))
			.map((tombstone) -> new Rumor.OfRow(Row.tombstone(id, tombstone.version()),
					Duration.between(tombstone.since(), now)));
	}

	/** The newest that is known of a row, standing or withdrawn. */
	Optional<Rumor.OfRow> latest(RowId id, Instant now) {
		Row row = this.rows.get(id);
		return (row != null) ? Optional.of(new Rumor.OfRow(row, Duration.ZERO)) : tombstone(id, now);
	}

	/** Forgets what is old enough; returns the members forgotten. */
	List<MemberState> forget(Instant now) {
		Instant moment = now.minus(this.settings.retention());
		List<MemberState> forgotten = this.roster.forgetBefore(moment);
		this.rows.forgetBefore(moment, (owner) -> this.roster.get(owner) != null);
		if (!forgotten.isEmpty()) {
			this.changed = true;
		}
		return forgotten;
	}

	boolean isCutOff() {
		return this.cutOff;
	}

	void cutOff(boolean cutOff) {
		this.changed |= this.cutOff != cutOff;
		this.cutOff = cutOff;
	}

	/** Shows readers whom a link stands with; the same object until that changes. */
	void linked(SortedSet<MemberId> peers) {
		if (this.linked != peers) {
			this.linked = peers;
			this.changed = true;
		}
	}

	private void touch(Instant now) {
		this.changed = true;
		this.changedAt = now;
	}

	/** Tells, once, whether readers would see anything new. */
	boolean takeChanged() {
		boolean was = this.changed;
		this.changed = false;
		return was;
	}

	MeshSnapshot snapshot() {
		return new MeshSnapshot(self().id(), this.roster.states(), this.roster.neighbours(), this.linked,
				this.rows.tables(), digest(), this.cutOff);
	}

}

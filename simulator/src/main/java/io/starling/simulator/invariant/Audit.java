package io.starling.simulator.invariant;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.simulator.member.SimulatedMember;

import org.jspecify.annotations.Nullable;

/**
 * Follows what one member shows its readers, change by change. What did not change was
 * right before, so only changes are looked at: a snapshot costs what is new in it.
 */
final class Audit {

	private static final SortedMap<MemberId, MemberState> NOBODY = new TreeMap<>();

	private static final SortedMap<RowId, Row> NO_ROWS = new TreeMap<>();

	private final SimulatedMember member;

	private final Registry registry;

	private final ChangeListener listener;

	/** By owner: the rows that it withdrew here, and the version that was listed last. */
	private final TreeMap<MemberId, TreeMap<RowId, Long>> withdrawn = new TreeMap<>();

	/** Whom it took for dead or gone, at which version, for ever. */
	private final TreeMap<MemberId, Ended> ended = new TreeMap<>();

	/** True until something is shown of what the member has learned anew. */
	private boolean anew;

	private @Nullable MeshSnapshot seen;

	private Digest digest = Digest.EMPTY;

	Audit(SimulatedMember member, Registry registry, ChangeListener listener) {
		this.member = member;
		this.registry = registry;
		this.listener = listener;
	}

	/**
	 * The member forgets whom it knew, as it was away: those whom it took for dead
	 * meanwhile may come back as they were.
	 */
	void beginsAnew(Duration silence) {
		Duration drift = silence.dividedBy(50);
		Duration since = this.registry.now().minus(silence).minus(drift);
		this.ended.values().removeIf((it) -> it.liveness() == Liveness.DEAD && it.at().compareTo(since) >= 0);
		this.withdrawn.clear();
		this.anew = true;
	}

	void check(MeshSnapshot now) {
		MeshSnapshot before = this.seen;
		this.seen = now;
		SortedMap<MemberId, MemberState> old = (before != null) ? before.members() : NOBODY;
		SortedChanges.between(old, now.members(), this::memberChanged);
		if (before == null || !before.hasSameTablesAs(now)) {
			TreeSet<String> tables = new TreeSet<>(now.tables().keySet());
			if (before != null) {
				tables.addAll(before.tables().keySet());
			}
			for (String table : tables) {
				SortedMap<RowId, Row> oldRows = (before != null) ? before.table(table) : NO_ROWS;
				SortedChanges.between(oldRows, now.table(table), this::rowChanged);
			}
		}
		require("I3", this.digest.equals(now.digest()),
				() -> "the digest shown, " + now.digest() + ", is not that of the rows shown, " + this.digest);
		checkSelf(now);
		this.anew = false;
	}

	private void checkSelf(MeshSnapshot now) {
		MemberState self = now.members().get(this.member.id());
		require("I4", self != null, () -> "it does not list itself");
		if (self != null && this.member.isUp()) {
			boolean right = self.liveness() == Liveness.ALIVE || self.member().left();
			require("I4", right, () -> "it takes itself for " + self.liveness());
		}
	}

	private void memberChanged(MemberId id, @Nullable MemberState before, @Nullable MemberState after) {
		boolean was = before != null && before.isPresent();
		boolean is = after != null && after.isPresent();
		if (before != null && after != null && was && !this.anew) {
			require("I2", after.member().version() >= before.member().version(),
					() -> "the record of " + name(id) + " went from " + before.member() + " back to " + after.member());
		}
		require("I2", !was || after != null || this.anew, () -> "it forgot " + name(id) + ", which was present");
		if (after != null) {
			checkRecord(id, after);
		}
		if (before != null && was) {
			this.digest = this.digest.minus(issued(before).fingerprint());
		}
		if (after != null && is) {
			this.digest = this.digest.plus(issued(after).fingerprint());
		}
		if (!is) {
			this.withdrawn.remove(id);
		}
		this.listener.memberChanged(this.member, id, before, after);
	}

	private void checkRecord(MemberId id, MemberState after) {
		require("I6", this.registry.meshOf(id).equals(this.member.mesh()),
				() -> "it lists " + name(id) + " of the mesh " + this.registry.meshOf(id));
		require("I1", issued(after).value().equals(after.member()),
				() -> "it holds " + after.member() + " where " + name(id) + " said " + issued(after).value());
		if (after.liveness() == Liveness.LEFT || after.member().left()) {
			require("I1", after.member().left() && after.liveness() != Liveness.ALIVE,
					() -> name(id) + " is listed as " + after.liveness() + " with the record " + after.member());
		}
		Ended last = this.ended.get(id);
		if (after.isPresent()) {
			require("I9", last == null || after.member().version() > last.version(),
					() -> name(id) + " came back with " + after.member() + " although it was " + last);
		}
		else if (last == null || after.member().version() > last.version()) {
			this.ended.put(id, new Ended(after.liveness(), after.member().version(), this.registry.now()));
		}
	}

	private Issued<Member> issued(MemberState state) {
		Issued<Member> issued = this.registry.ledger(state.member().id()).record(state.member().version());
		if (issued == null) {
			throw violation("I1", "it holds " + state.member() + ", a version that was never issued");
		}
		return issued;
	}

	private void rowChanged(RowId id, @Nullable Row before, @Nullable Row after) {
		if (before != null) {
			this.digest = this.digest.minus(issued(before).fingerprint());
		}
		if (after != null) {
			Issued<Row> issued = issued(after);
			require("I1", issued.value().equals(after) && !after.tombstone(),
					() -> "it lists " + after + " where the owner wrote " + issued.value());
			this.digest = this.digest.plus(issued.fingerprint());
		}
		checkOrder(id, before, after);
		if (id.owner().equals(this.member.id()) && isPresent(id.owner())) {
			checkOwn(id, after);
		}
		this.listener.rowChanged(this.member, id, before, after);
	}

	private void checkOrder(RowId id, @Nullable Row before, @Nullable Row after) {
		if (after == null) {
			if (before != null && isPresent(id.owner())) {
				this.withdrawn.computeIfAbsent(id.owner(), (key) -> new TreeMap<>()).put(id, before.version());
			}
			return;
		}
		TreeMap<RowId, Long> gone = this.withdrawn.get(id.owner());
		Long last = (before != null) ? Long.valueOf(before.version()) : (gone != null) ? gone.remove(id) : null;
		require("I2", last == null || after.version() > last || this.anew,
				() -> "the row " + id + " went from version " + last + " back to " + after.version());
	}

	private boolean isPresent(MemberId id) {
		MemberState state = (this.seen != null) ? this.seen.members().get(id) : null;
		return state != null && state.isPresent();
	}

	private void checkOwn(RowId id, @Nullable Row after) {
		long newest = this.registry.ledger(id.owner()).newest(id).map((row) -> row.value().version()).orElse(0L);
		long shown = (after != null) ? after.version() : 0;
		require("I4", newest == shown, () -> "it lists its own row " + id + " at version " + shown + ", not " + newest);
	}

	private Issued<Row> issued(Row row) {
		Issued<Row> issued = this.registry.ledger(row.id().owner()).row(row.id(), row.version());
		if (issued == null) {
			throw violation("I1", "it holds " + row + ", a version that was never issued");
		}
		return issued;
	}

	private String name(MemberId id) {
		return this.registry.name(id);
	}

	private void require(String number, boolean condition, Supplier<String> what) {
		if (!condition) {
			throw violation(number, what.get());
		}
	}

	/**
	 * What a member believed once.
	 *
	 * @param liveness DEAD or LEFT
	 * @param version the version that this was about
	 * @param at when it came to believe so
	 */
	private record Ended(Liveness liveness, long version, Duration at) {
	}

	private InvariantViolation violation(String number, String what) {
		Duration now = this.registry.now();
		return new InvariantViolation(number, now, "at " + name(this.member.id()) + ", " + what);
	}

}

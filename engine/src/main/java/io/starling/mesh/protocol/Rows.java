package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.message.Rumor.Limit;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All rows that this member holds, by owner. Readers see the rows of listed owners only;
 * those of an owner that is not known yet, or taken for dead, wait out of sight.
 */
final class Rows {

	/** So many owners that are not known yet may have rows here, out of sight. */
	static final int MOST_UNKNOWN_OWNERS = 256;

	/** The rows of all of them weigh as much as those of so many members at most. */
	static final int UNKNOWN_WEIGHT = 16;

	private final Settings settings;

	private final Predicate<MemberId> present;

	/**
	 * Those who have rows, or had some; most members of a large mesh have few or none.
	 */
	private final TreeMap<MemberId, RowsOfOwner> owners = new TreeMap<>();

	private PSortedMap<String, PSortedMap<RowId, Row>> tables = TreePMap.empty();

	private Digest digest = Digest.EMPTY;

	private final RefusedRows refused = new RefusedRows();

	/** How many owners are not known yet, and what their rows weigh. */
	private int unknown;

	private int unknownWeight;

	/**
	 * Creates an empty table.
	 * @param settings the limits
	 * @param present tells whose rows readers see
	 */
	Rows(Settings settings, Predicate<MemberId> present) {
		this.settings = settings;
		this.present = present;
	}

	/** The rows that readers see. */
	PSortedMap<String, PSortedMap<RowId, Row>> tables() {
		return this.tables;
	}

	/** The digest of the rows that readers see. */
	Digest digest() {
		return this.digest;
	}

	/** The rows that are over this member's limits. */
	RefusedRows refused() {
		return this.refused;
	}

	/** The rows of one owner, listed or not, in order; empty for an unknown one. */
	NavigableMap<RowId, Row> of(MemberId owner) {
		RowsOfOwner owned = this.owners.get(owner);
		return (owned != null) ? owned.rows : new TreeMap<>();
	}

	@Nullable Row get(RowId id) {
		return of(id.owner()).get(id);
	}

	/** When the tombstone of a row was made, or null if there is none. */
	RowsOfOwner.@Nullable Tombstone tombstone(RowId id) {
		RowsOfOwner owned = this.owners.get(id.owner());
		return (owned != null) ? owned.tombstones.get(id) : null;
	}

	/** Who has rows of a key, or withdrew some. */
	List<MemberId> ownersOf(String key) {
		List<MemberId> found = new ArrayList<>();
		this.owners.forEach((owner, owned) -> {
			if (owned.hasKey(key)) {
				found.add(owner);
			}
		});
		return found;
	}

	/** What is left of the rows that an owner withdrew, in order. */
	List<Explanation.Withdrawal> withdrawalsOf(MemberId owner) {
		RowsOfOwner owned = this.owners.get(owner);
		return (owned != null) ? owned.withdrawals() : List.of();
	}

	/**
	 * The highest version known of a row, standing, withdrawn or refused; 0 for an
	 * unknown row.
	 */
	long version(RowId id) {
		Row newest = newest(id);
		return Math.max((newest != null) ? newest.version() : 0, this.refused.version(id));
	}

	/**
	 * The newest that is known of a row, standing or withdrawn; null for an unknown row.
	 */
	@Nullable Row newest(RowId id) {
		Row row = get(id);
		RowsOfOwner.Tombstone tombstone = tombstone(id);
		return (row != null || tombstone == null) ? row : tombstone.row();
	}

	/**
	 * Compares a version of a row with what is known of it, standing, withdrawn or
	 * refused: more than 0 if it is newer.
	 */
	int compare(RowVersion theirs, RowId id) {
		return this.refused.compare(theirs, id, newest(id));
	}

	/** Tells whether a row is held at a version or a later one, standing or withdrawn. */
	boolean holds(RowId id, long version) {
		return version(id) >= version && this.refused.get(id) == null;
	}

	/** The highest version known of any row of an owner. */
	long highest(MemberId owner) {
		RowsOfOwner owned = this.owners.get(owner);
		return (owned != null) ? owned.highest : 0;
	}

	/**
	 * Takes a row or tombstone in if it is newer than what is known of it and within its
	 * owner's budget.
	 */
	Merge merge(Row row, Duration age, Instant now) {
		if (!this.refused.isNews(row, newest(row.id()))) {
			return Merge.KNOWN;
		}
		boolean shown = this.present.test(row.id().owner());
		if (row.tombstone()) {
			return !bury(row, age, now) ? Merge.KNOWN : shown ? Merge.NEWS : Merge.HELD;
		}
		if (!shown && !hasRoomForUnknown(row)) {
			return Merge.KNOWN;
		}
		if (limit(row) != null) {
			return (shown && this.refused.add(row, get(row.id()), of(row.id().owner()).size())) ? Merge.REFUSED
					: Merge.KNOWN;
		}
		put(ownedBy(row.id().owner()), row);
		return shown ? Merge.NEWS : Merge.HELD;
	}

	private boolean hasRoomForUnknown(Row row) {
		return (this.owners.containsKey(row.id().owner()) || this.unknown < MOST_UNKNOWN_OWNERS)
				&& this.unknownWeight + row.weight() <= (long) UNKNOWN_WEIGHT * this.settings.maxOwnerWeight();
	}

	private boolean bury(Row tombstone, Duration age, Instant now) {
		MemberId owner = tombstone.id().owner();
		boolean known = this.owners.containsKey(owner) || this.present.test(owner);
		boolean old = age.compareTo(this.settings.retention()) >= 0;
		if (!known || (old && get(tombstone.id()) == null)) {
			return false;
		}
		RowsOfOwner owned = ownedBy(owner);
		remove(owned, tombstone.id());
		if (!old) {
			owned.withdraw(tombstone, now.minus(age));
		}
		owned.limitTombstones((long) RowsOfOwner.TOMBSTONES_WEIGHT * this.settings.maxOwnerWeight());
		this.refused.remove(tombstone.id());
		reconsider(owner);
		return true;
	}

	/** What fits by now is asked for again. */
	private void reconsider(MemberId owner) {
		if (!this.refused.of(owner).isEmpty()) {
			this.refused.reconsider(owner, (id, it) -> limit(id, it.stateSize(), it.weight()) == null);
		}
	}

	private RowsOfOwner ownedBy(MemberId owner) {
		return this.owners.computeIfAbsent(owner, (id) -> {
			RowsOfOwner owned = new RowsOfOwner();
			owned.listed = this.present.test(id);
			owned.unknown = !owned.listed;
			this.unknown += owned.unknown ? 1 : 0;
			return owned;
		});
	}

	/**
	 * What a row is over, beside its owner's other rows; null if it fits.
	 */
	@Nullable Limit limit(Row row) {
		return limit(row.id(), row.state().size(), row.weight());
	}

	private @Nullable Limit limit(RowId id, int stateSize, int weight) {
		if (stateSize > this.settings.maxState()) {
			return Limit.ROW_SIZE;
		}
		RowsOfOwner owned = this.owners.get(id.owner());
		return (owned != null) ? owned.limit(id, weight, this.settings.maxOwnerWeight()) : null;
	}

	/** Shows or hides an owner's rows. */
	void list(MemberId owner, boolean listed) {
		RowsOfOwner owned = this.owners.get(owner);
		if (owned != null && owned.listed != listed) {
			owned.listed = listed;
			if (owned.unknown) {
				forgetUnknown(owned);
			}
			owned.rows.values().forEach((row) -> show(row, listed));
		}
		this.refused.list(owner, listed);
	}

	private void forgetUnknown(RowsOfOwner owned) {
		owned.unknown = false;
		this.unknown--;
		this.unknownWeight -= owned.weight;
	}

	/** Forgets the rows of an owner, the refused ones too, not what it withdrew. */
	void release(MemberId owner) {
		this.refused.drop(owner);
		RowsOfOwner owned = this.owners.get(owner);
		if (owned != null) {
			List.copyOf(owned.rows.keySet()).forEach((id) -> remove(owned, id));
		}
	}

	/** Forgets everything of an owner. */
	void drop(MemberId owner) {
		this.refused.drop(owner);
		RowsOfOwner owned = this.owners.get(owner);
		if (owned != null) {
			list(owner, false);
			if (owned.unknown) {
				forgetUnknown(owned);
			}
			this.owners.remove(owner);
		}
	}

	/** Forgets everything of all owners but one. */
	void dropOthers(MemberId owner) {
		List.copyOf(this.owners.keySet()).stream().filter((other) -> !other.equals(owner)).forEach(this::drop);
	}

	/** Forgets tombstones made before a moment, and owners of whom nothing is kept. */
	void forgetBefore(Instant moment, Predicate<MemberId> keep) {
		this.owners.values().forEach((owned) -> owned.forgetTombstones((it) -> it.since().isBefore(moment)));
		new TreeMap<>(this.owners).forEach((owner, owned) -> {
			if (!keep.test(owner) || owned.isEmpty()) {
				drop(owner);
			}
		});
	}

	private void put(RowsOfOwner owned, Row row) {
		int before = owned.weight;
		remove(owned, row.id());
		owned.forgetTombstone(row.id());
		this.refused.remove(row.id());
		owned.rows.put(row.id(), row);
		owned.highest = Math.max(owned.highest, row.version());
		owned.weight += row.weight();
		this.unknownWeight += owned.unknown ? row.weight() : 0;
		if (owned.weight < before) {
			reconsider(row.id().owner());
		}
		if (owned.listed) {
			show(row, true);
		}
	}

	private void remove(RowsOfOwner owned, RowId id) {
		Row before = owned.rows.remove(id);
		if (before != null) {
			owned.weight -= before.weight();
			this.unknownWeight -= owned.unknown ? before.weight() : 0;
			if (owned.listed) {
				show(before, false);
			}
		}
	}

	private void show(Row row, boolean listed) {
		String name = row.id().table();
		PSortedMap<RowId, Row> table = this.tables.getOrDefault(name, TreePMap.empty());
		table = listed ? table.plus(row.id(), row) : table.minus(row.id());
		this.tables = table.isEmpty() ? this.tables.minus(name) : this.tables.plus(name, table);
		this.digest = listed ? this.digest.plus(row.fingerprint()) : this.digest.minus(row.fingerprint());
	}

}

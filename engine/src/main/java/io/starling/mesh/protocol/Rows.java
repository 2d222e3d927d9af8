package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.Limits;
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

	private static final int MAX_UNKNOWN_OWNERS = 256;

	private final Settings settings;

	private final Predicate<MemberId> present;

	/**
	 * Those who have rows, or had some; most members of a large mesh have few or none.
	 */
	private final TreeMap<MemberId, Owned> owners = new TreeMap<>();

	private PSortedMap<String, PSortedMap<RowId, Row>> tables = TreePMap.empty();

	private Digest digest = Digest.EMPTY;

	private int unlisted;

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

	/** The rows of one owner, listed or not, in order; empty for an unknown one. */
	NavigableMap<RowId, Row> of(MemberId owner) {
		Owned owned = this.owners.get(owner);
		return (owned != null) ? owned.rows : new TreeMap<>();
	}

	@Nullable Row get(RowId id) {
		return of(id.owner()).get(id);
	}

	/** When the tombstone of a row was made, or null if there is none. */
	@Nullable Tombstone tombstone(RowId id) {
		Owned owned = this.owners.get(id.owner());
		return (owned != null) ? owned.tombstones.get(id) : null;
	}

	/** Who has rows of a key, or withdrew some. */
	List<MemberId> ownersOf(String key) {
		List<MemberId> found = new ArrayList<>();
		this.owners.forEach((owner, owned) -> {
			if (Stream.concat(owned.rows.keySet().stream(), owned.tombstones.keySet().stream())
				.anyMatch((id) -> id.key().equals(key))) {
				found.add(owner);
			}
		});
		return found;
	}

	/** What is left of the rows that an owner withdrew, in order. */
	List<Explanation.Withdrawal> withdrawalsOf(MemberId owner) {
		List<Explanation.Withdrawal> withdrawals = new ArrayList<>();
		Owned owned = this.owners.get(owner);
		if (owned != null) {
			owned.tombstones
				.forEach((id, it) -> withdrawals.add(new Explanation.Withdrawal(id, it.version(), it.since())));
		}
		return Collections.unmodifiableList(withdrawals);
	}

	/**
	 * The highest version known of a row, standing or withdrawn; 0 for an unknown row.
	 */
	long version(RowId id) {
		Row newest = newest(id);
		return (newest != null) ? newest.version() : 0;
	}

	/**
	 * The newest that is known of a row, standing or withdrawn; null for an unknown row.
	 */
	@Nullable Row newest(RowId id) {
		Row row = get(id);
		Tombstone tombstone = tombstone(id);
		return (row != null || tombstone == null) ? row : tombstone.row();
	}

	/**
	 * Takes a row or tombstone in if it is newer than what is known of it and within its
	 * owner's budget.
	 * @return true if it was taken in
	 */
	boolean merge(Row row, Duration age, Instant now) {
		Row known = newest(row.id());
		if (known != null && !row.supersedes(known)) {
			return false;
		}
		if (row.tombstone()) {
			return bury(row, age, now);
		}
		if (exceedsBudget(row)) {
			return false;
		}
		put(ownedBy(row.id().owner()), row);
		return true;
	}

	private boolean bury(Row tombstone, Duration age, Instant now) {
		MemberId owner = tombstone.id().owner();
		boolean known = this.owners.containsKey(owner) || this.present.test(owner);
		if (!known || age.compareTo(this.settings.retention()) >= 0) {
			return false;
		}
		Owned owned = ownedBy(owner);
		remove(owned, tombstone.id());
		owned.tombstones.put(tombstone.id(), new Tombstone(tombstone, now.minus(age)));
		return true;
	}

	private Owned ownedBy(MemberId owner) {
		return this.owners.computeIfAbsent(owner, (id) -> {
			Owned owned = new Owned();
			owned.listed = this.present.test(id);
			this.unlisted += owned.listed ? 0 : 1;
			return owned;
		});
	}

	/** Tells whether a row does not fit beside its owner's other rows. */
	boolean exceedsBudget(Row row) {
		if (row.state().size() > this.settings.maxState()) {
			return true;
		}
		Owned owned = this.owners.get(row.id().owner());
		if (owned == null) {
			return this.unlisted >= MAX_UNKNOWN_OWNERS && !this.present.test(row.id().owner());
		}
		Row before = owned.rows.get(row.id());
		int others = owned.weight - ((before != null) ? before.weight() : 0);
		return others + row.weight() > this.settings.maxOwnerWeight()
				|| (before == null && owned.rows.size() >= Limits.ROWS_PER_OWNER);
	}

	/** Shows or hides an owner's rows. */
	void list(MemberId owner, boolean listed) {
		Owned owned = this.owners.get(owner);
		if (owned != null && owned.listed != listed) {
			owned.listed = listed;
			this.unlisted += listed ? -1 : 1;
			owned.rows.values().forEach((row) -> show(row, listed));
		}
	}

	/** Forgets everything of an owner. */
	void drop(MemberId owner) {
		if (this.owners.containsKey(owner)) {
			list(owner, false);
			this.owners.remove(owner);
			this.unlisted--;
		}
	}

	/**
	 * Forgets tombstones made before a moment, and owners of whom nothing is to be kept.
	 */
	void forgetBefore(Instant moment, Predicate<MemberId> keep) {
		this.owners.values()
			.forEach((owned) -> owned.tombstones.values().removeIf((it) -> it.since().isBefore(moment)));
		List.copyOf(this.owners.keySet())
			.stream()
			.filter((owner) -> !keep.test(owner) || isEmpty(owner))
			.forEach(this::drop);
	}

	private boolean isEmpty(MemberId owner) {
		Owned owned = this.owners.get(owner);
		return owned == null || (owned.rows.isEmpty() && owned.tombstones.isEmpty());
	}

	private void put(Owned owned, Row row) {
		remove(owned, row.id());
		owned.tombstones.remove(row.id());
		owned.rows.put(row.id(), row);
		owned.weight += row.weight();
		if (owned.listed) {
			show(row, true);
		}
	}

	private void remove(Owned owned, RowId id) {
		Row before = owned.rows.remove(id);
		if (before != null) {
			owned.weight -= before.weight();
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

	/**
	 * What is left of a withdrawn row.
	 *
	 * @param row the tombstone as its owner wrote it
	 * @param since when it was made
	 */
	record Tombstone(Row row, Instant since) {

		long version() {
			return this.row.version();
		}

	}

	/** One owner's rows. */
	private static final class Owned {

		private final TreeMap<RowId, Row> rows = new TreeMap<>();

		private final TreeMap<RowId, Tombstone> tombstones = new TreeMap<>();

		private boolean listed;

		private int weight;

	}

}

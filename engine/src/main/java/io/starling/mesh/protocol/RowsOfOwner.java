package io.starling.mesh.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.starling.mesh.message.Rumor.Limit;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.jspecify.annotations.Nullable;

/**
 * One owner's rows and, bounded in number and weight, what is left of those that it
 * withdrew. Plain state; {@link Rows} keeps it in step with what readers see.
 */
final class RowsOfOwner {

	/** Of one owner so many tombstones are kept; the oldest go first. */
	static final int MOST_TOMBSTONES = 4 * Limits.ROWS_PER_OWNER;

	/** They weigh as much as so many times the rows that a member may have. */
	static final int TOMBSTONES_WEIGHT = 2;

	/** What a tombstone weighs besides its bytes. */
	private static final int TOMBSTONE_OVERHEAD = 64;

	final TreeMap<RowId, Row> rows = new TreeMap<>();

	final TreeMap<RowId, Tombstone> tombstones = new TreeMap<>();

	boolean listed;

	/** True until the owner is known. */
	boolean unknown;

	/** What the rows weigh. */
	int weight;

	private int tombstoneWeight;

	/** The highest version of any row so far. */
	long highest;

	void withdraw(Row tombstone, Instant since) {
		forgetTombstone(tombstone.id());
		this.tombstones.put(tombstone.id(), new Tombstone(tombstone, since));
		this.tombstoneWeight += weight(tombstone);
		this.highest = Math.max(this.highest, tombstone.version());
	}

	void forgetTombstone(RowId id) {
		Tombstone forgotten = this.tombstones.remove(id);
		this.tombstoneWeight -= (forgotten != null) ? weight(forgotten.row()) : 0;
	}

	boolean hasKey(String key) {
		return Stream.concat(this.rows.keySet().stream(), this.tombstones.keySet().stream())
			.anyMatch((id) -> id.key().equals(key));
	}

	List<Explanation.Withdrawal> withdrawals() {
		List<Explanation.Withdrawal> withdrawals = new ArrayList<>();
		this.tombstones.forEach((id, it) -> withdrawals.add(new Explanation.Withdrawal(id, it.version(), it.since())));
		return Collections.unmodifiableList(withdrawals);
	}

	/** What a row is over, beside the others; null if it fits. */
	@Nullable Limit limit(RowId id, int weight, int most) {
		Row before = this.rows.get(id);
		int others = this.weight - ((before != null) ? before.weight() : 0);
		if (others + weight > most) {
			return Limit.MEMBER_SIZE;
		}
		return (before == null && this.rows.size() >= Limits.ROWS_PER_OWNER) ? Limit.ROWS : null;
	}

	private static int weight(Row tombstone) {
		return TOMBSTONE_OVERHEAD + tombstone.weight();
	}

	/** Drops an eighth at once, as it takes a look at all of them. */
	void limitTombstones(long mostWeight) {
		while (this.tombstones.size() > MOST_TOMBSTONES || this.tombstoneWeight > mostWeight) {
			int eighth = 1 + this.tombstones.size() / 8;
			List<Instant> ages = this.tombstones.values().stream().map(Tombstone::since).sorted().toList();
			Instant moment = ages.get(Math.min(eighth, ages.size()) - 1);
			forgetTombstones((it) -> !it.since().isAfter(moment));
		}
	}

	void forgetTombstones(Predicate<Tombstone> old) {
		this.tombstones.entrySet().removeIf((entry) -> {
			boolean forgotten = old.test(entry.getValue());
			this.tombstoneWeight -= forgotten ? weight(entry.getValue().row()) : 0;
			return forgotten;
		});
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

	boolean isEmpty() {
		return this.rows.isEmpty() && this.tombstones.isEmpty();
	}

}

package io.starling.simulator.invariant;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

import org.jspecify.annotations.Nullable;

/**
 * All that one owner ever said of itself and in its rows, taken down where it was said:
 * the truth that everybody else's knowledge is measured by.
 */
final class Ledger {

	private final TreeMap<Long, Issued<Member>> records = new TreeMap<>();

	private final TreeMap<RowId, TreeMap<Long, Issued<Row>>> rows = new TreeMap<>();

	private final TreeSet<RowId> live = new TreeSet<>();

	/** The last version of each row before it was withdrawn last. */
	private final TreeMap<RowId, Long> withdrawn = new TreeMap<>();

	/**
	 * Takes a record down.
	 * @return false if the owner said something else under the same version before
	 */
	boolean issue(Member record) {
		Issued<Member> before = this.records.get(record.version());
		if (before == null) {
			this.records.put(record.version(), new Issued<>(record, record.fingerprint()));
		}
		return before == null || before.value().equals(record);
	}

	/**
	 * Takes a row down.
	 * @return false if the owner wrote the version otherwise, or a later one, before
	 */
	boolean issue(Row row) {
		TreeMap<Long, Issued<Row>> versions = this.rows.computeIfAbsent(row.id(), (id) -> new TreeMap<>());
		Issued<Row> before = versions.get(row.version());
		if (before != null) {
			return before.value().equals(row);
		}
		boolean rising = versions.isEmpty() || versions.lastKey() < row.version();
		versions.put(row.version(), new Issued<>(row, row.fingerprint()));
		return rising;
	}

	void stands(RowId row) {
		this.live.add(row);
	}

	void withdraw(RowId row) {
		this.live.remove(row);
		TreeMap<Long, Issued<Row>> versions = this.rows.get(row);
		if (versions != null) {
			this.withdrawn.put(row, versions.lastKey());
		}
	}

	/** Tells whether a row was withdrawn after it had a version. */
	boolean isWithdrawnSince(RowId row, long version) {
		return this.withdrawn.getOrDefault(row, 0L) >= version;
	}

	@Nullable Issued<Member> record(long version) {
		return this.records.get(version);
	}

	@Nullable Issued<Row> row(RowId id, long version) {
		TreeMap<Long, Issued<Row>> versions = this.rows.get(id);
		return (versions != null) ? versions.get(version) : null;
	}

	/** Returns the newest version of a row, unless it is withdrawn. */
	Optional<Issued<Row>> newest(RowId id) {
		TreeMap<Long, Issued<Row>> versions = this.rows.get(id);
		return (versions != null && this.live.contains(id)) ? Optional.of(versions.lastEntry().getValue())
				: Optional.empty();
	}

	/** Returns how many rows the owner ever wrote, withdrawn ones among them. */
	int names() {
		return this.rows.size();
	}

	Member newestRecord() {
		return this.records.lastEntry().getValue().value();
	}

	List<Issued<Row>> liveRows() {
		return this.live.stream().map((id) -> newest(id).orElseThrow()).toList();
	}

	/** Returns the digest of the newest record and all rows that stand. */
	Digest digest() {
		Digest digest = this.records.lastEntry().getValue().fingerprint();
		for (Issued<Row> row : liveRows()) {
			digest = digest.plus(row.fingerprint());
		}
		return digest;
	}

}

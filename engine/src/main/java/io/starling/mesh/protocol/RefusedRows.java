package io.starling.mesh.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.jspecify.annotations.Nullable;

/**
 * Rows over this member's limits that others hold, by name and version. In comparisons
 * they count as known, or members whose limits differ would compare for ever.
 */
final class RefusedRows {

	/** So many are remembered in all, and of one owner as many as it may have rows. */
	static final int MOST = 4096;

	private final TreeMap<MemberId, Refusals> owners = new TreeMap<>();

	private int size;

	/** What the refused rows of listed owners add to the digest of the rows shown. */
	private Digest digest = Digest.EMPTY;

	/** What the refused rows of listed owners add to the digest of the rows shown. */
	Digest digest() {
		return this.digest;
	}

	/** The refused rows of one owner. */
	NavigableMap<RowId, Refusal> of(MemberId owner) {
		Refusals refusals = this.owners.get(owner);
		return (refusals != null) ? refusals.rows : new TreeMap<>();
	}

	@Nullable Refusal get(RowId id) {
		return of(id.owner()).get(id);
	}

	/** The version refused of a row; 0 if none was. */
	long version(RowId id) {
		Refusal refusal = get(id);
		return (refusal != null) ? refusal.version() : 0;
	}

	/**
	 * Compares a version of a row with what is known of it: more than 0 if it is newer.
	 */
	int compare(RowVersion theirs, RowId id, @Nullable Row newest) {
		Refusal refusal = get(id);
		if (refusal != null && (newest == null || refusal.version() >= newest.version())) {
			return refusal.compare(theirs.version(), theirs.content());
		}
		return (newest != null) ? theirs.compareTo(newest) : 1;
	}

	/** Tells whether a row is newer than what is known of it. */
	boolean isNews(Row row, @Nullable Row newest) {
		Refusal refusal = get(row.id());
		return (newest == null || row.supersedes(newest))
				&& (refusal == null || refusal.compare(row.version(), row.fingerprint().high()) > 0);
	}

	/**
	 * Remembers a row of a listed owner.
	 * @param standing the older version that is shown; null for none
	 * @param rows how many rows of the owner are shown
	 * @return false if there is no room for it
	 */
	boolean add(Row row, @Nullable Row standing, int rows) {
		remove(row.id());
		Refusals refusals = this.owners.computeIfAbsent(row.id().owner(), (owner) -> new Refusals());
		if (this.size >= MOST || refusals.rows.size() + rows >= Limits.ROWS_PER_OWNER) {
			return false;
		}
		Digest fingerprint = row.fingerprint();
		Digest more = (standing != null) ? fingerprint.minus(standing.fingerprint()) : fingerprint;
		refusals.rows.put(row.id(), new Refusal(row.version(), fingerprint, more, row.state().size(), row.weight()));
		this.digest = this.digest.plus(more);
		this.size++;
		return true;
	}

	void remove(RowId id) {
		Refusals refusals = this.owners.get(id.owner());
		Refusal refusal = (refusals != null) ? refusals.rows.remove(id) : null;
		if (refusal != null && refusals != null) {
			this.size--;
			this.digest = refusals.listed ? this.digest.minus(refusal.more()) : this.digest;
		}
	}

	/** Forgets those rows of an owner that may fit by now: they are asked for again. */
	void reconsider(MemberId owner, BiPredicate<RowId, Refusal> fits) {
		List<RowId> fitting = new ArrayList<>();
		of(owner).forEach((id, refusal) -> {
			if (fits.test(id, refusal)) {
				fitting.add(id);
			}
		});
		fitting.forEach(this::remove);
	}

	/** Counts an owner's rows, or leaves them out. */
	void list(MemberId owner, boolean listed) {
		Refusals refusals = this.owners.get(owner);
		if (refusals != null && refusals.listed != listed) {
			refusals.listed = listed;
			refusals.rows.values()
				.forEach((refusal) -> this.digest = listed ? this.digest.plus(refusal.more())
						: this.digest.minus(refusal.more()));
		}
	}

	/** Forgets an owner. */
	void drop(MemberId owner) {
		list(owner, false);
		Refusals refusals = this.owners.remove(owner);
		this.size -= (refusals != null) ? refusals.rows.size() : 0;
	}

	int size() {
		return this.size;
	}

	/**
	 * A row that was not taken in.
	 *
	 * @param version its version
	 * @param fingerprint its part of a digest
	 * @param more what it adds to a digest beyond an older version that is shown
	 * @param stateSize the bytes of its state
	 * @param weight what it weighs against its owner's budget
	 */
	record Refusal(long version, Digest fingerprint, Digest more, int stateSize, int weight) {

		/** More than 0 if a version, by its number and content, is newer. */
		int compare(long other, long content) {
			int byVersion = Long.compare(other, this.version);
			return (byVersion != 0) ? byVersion : Long.compareUnsigned(content, this.fingerprint.high());
		}

		RowVersion listed(RowId id) {
			return new RowVersion(id.table(), id.key(), this.version, this.fingerprint.high());
		}

	}

	/** Of one owner. */
	private static final class Refusals {

		private final TreeMap<RowId, Refusal> rows = new TreeMap<>();

		private boolean listed = true;

	}

}

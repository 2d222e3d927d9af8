package io.starling.mesh.message;

import java.util.List;

import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;

/**
 * The versions that a member holds of one owner.
 *
 * @param owner the owner
 * @param version the version of its member record; 0 if there is none
 * @param content the first half of the record's fingerprint; 0 if there is none
 * @param rows its rows, tombstones left out
 */
public record OwnerIndex(MemberId owner, long version, long content, List<RowVersion> rows) {

	/**
	 * Checks the version.
	 * @throws IllegalArgumentException if it is not 0 to {@link Limits#VERSION}
	 */
	public OwnerIndex {
		if (version != 0) {
			Limits.requireVersion(version, "a member's version");
		}
	}

	/**
	 * Creates an index of a record and rows.
	 * @param member the record
	 * @param rows the owner's rows
	 */
	public OwnerIndex(Member member, List<RowVersion> rows) {
		this(member.id(), member.version(), member.fingerprint().high(), rows);
	}

	/**
	 * Creates an index of rows alone.
	 * @param owner the owner
	 * @param rows its rows
	 */
	public OwnerIndex(MemberId owner, List<RowVersion> rows) {
		this(owner, 0, 0, rows);
	}

	/**
	 * Compares the owner's record.
	 * @param other the record
	 * @return more than 0 if the index has a newer one, less than 0 if the other one is
	 * newer, 0 if they are the same
	 */
	public int compareTo(Member other) {
		int byVersion = Long.compare(this.version, other.version());
		return (byVersion != 0) ? byVersion : Long.compareUnsigned(this.content, other.fingerprint().high());
	}

	/**
	 * The version of one row.
	 *
	 * @param table the row's table
	 * @param key the row's key
	 * @param version the version held
	 * @param content the first half of the row's fingerprint, which tells apart, and
	 * orders, what an owner that breaks the rules has said under one version
	 */
	public record RowVersion(String table, String key, long version, long content) {

		/**
		 * Checks the bounds.
		 * @throws IllegalArgumentException if the table is unnamed or has control
		 * characters in its name, or the version is not 1 to {@link Limits#VERSION}
		 */
		public RowVersion {
			if (table.isEmpty()) {
				throw new IllegalArgumentException("a row's version without its table");
			}
			Limits.requireNoControls(table, "a table's name");
			Limits.requireVersion(version, "a row's version");
		}

		/**
		 * Creates the version of a row.
		 * @param row the row
		 */
		public RowVersion(Row row) {
			this(row.id().table(), row.id().key(), row.version(), row.fingerprint().high());
		}

		/**
		 * Compares the version with that of a row or tombstone.
		 * @param other the row
		 * @return more than 0 if this one is newer, less than 0 if the other one is, 0 if
		 * they are the same
		 */
		public int compareTo(Row other) {
			int byVersion = Long.compare(this.version, other.version());
			return (byVersion != 0) ? byVersion : Long.compareUnsigned(this.content, other.fingerprint().high());
		}

	}

}

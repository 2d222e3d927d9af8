package io.starling.mesh.model;

import io.starling.mesh.bytes.Bytes;

/**
 * What a member says under one key of one table. Only the owner writes it; a higher
 * version replaces a lower one and nothing else decides. The state is stored and passed
 * on byte for byte as the owner wrote it.
 *
 * @param id the row's name
 * @param version at least 1, raised only by the owner
 * @param state the encoded {@link Columns}; empty in a tombstone
 * @param tombstone true if the owner withdrew the row
 */
public record Row(RowId id, long version, Bytes state, boolean tombstone) {

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if the version is not positive
	 */
	public Row {
		if (version < 1) {
			throw new IllegalArgumentException("A version is at least 1, not " + version);
		}
	}

	/**
	 * Returns a row that stands.
	 * @param id the row's name
	 * @param version its version
	 * @param state its state
	 * @return the row
	 */
	public static Row of(RowId id, long version, Bytes state) {
		return new Row(id, version, state, false);
	}

	/**
	 * Returns the tombstone of a row.
	 * @param id the row's name
	 * @param version the tombstone's version, higher than the row's
	 * @return the tombstone
	 */
	public static Row tombstone(RowId id, long version) {
		return new Row(id, version, Bytes.EMPTY, true);
	}

	/**
	 * Returns this row's part of a digest.
	 * @return the fingerprint of id and version
	 */
	public Digest fingerprint() {
		return Digest.of(this.id.owner(), this.id.table(), this.id.key(), this.version);
	}

	/**
	 * Returns what the row weighs against its owner's budget.
	 * @return the bytes of its state, table name and key
	 */
	public int weight() {
		return this.state.size() + this.id.table().length() + this.id.key().length();
	}

}

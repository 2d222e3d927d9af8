package io.starling.mesh.model;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;

import org.jspecify.annotations.Nullable;

/**
 * What a member says under one key of one table. Only the owner writes it; a higher
 * version replaces a lower one.
 *
 * <p>
 * It is kept and passed on byte for byte as the owner wrote it, with whatever in it is
 * not understood here; two rows are equal if their bytes are. Immutable.
 */
public final class Row {

	private static final int DOMAIN = 2;

	private final RowId id;

	private final long version;

	private final boolean tombstone;

	private final Bytes block;

	private final int stateFrom;

	private final int stateEnd;

	/** Computed when it is first asked for; twice, by two threads, does no harm. */
	private @Nullable Digest fingerprint;

	Row(RowId id, long version, boolean tombstone, Bytes block, int stateFrom, int stateEnd) {
		Limits.requireVersion(version, "a row's version");
		this.id = id;
		this.version = version;
		this.tombstone = tombstone;
		this.block = block;
		this.stateFrom = stateFrom;
		this.stateEnd = stateEnd;
	}

	/**
	 * Writes a row that stands.
	 * @param id the row's name
	 * @param version its version
	 * @param state its state
	 * @return the row
	 * @throws IllegalArgumentException if the version is not 1 to {@link Limits#VERSION},
	 * or the state has more than {@link Limits#STATE_SIZE} bytes
	 */
	public static Row of(RowId id, long version, Bytes state) {
		Bytes block = RowFormat.write(id, version, state);
		return new Row(id, version, false, block, block.size() - state.size(), block.size());
	}

	/**
	 * Writes the tombstone of a row.
	 * @param id the row's name
	 * @param version the tombstone's version, higher than the row's
	 * @return the tombstone
	 * @throws IllegalArgumentException if the version is not 1 to {@link Limits#VERSION}
	 */
	public static Row tombstone(RowId id, long version) {
		return new Row(id, version, true, RowFormat.writeTombstone(id, version), 0, 0);
	}

	/**
	 * Reads a row or tombstone.
	 * @param block what {@link #block()} gave, here or in another release
	 * @return the row, which keeps the block
	 * @throws MalformedException if the block does not follow the format, or passes a
	 * limit
	 */
	public static Row decode(Bytes block) throws MalformedException {
		try {
			return RowFormat.read(block);
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedException(String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Returns the row's name.
	 * @return the name
	 */
	public RowId id() {
		return this.id;
	}

	/**
	 * Returns the version, raised only by the owner.
	 * @return 1 to {@link Limits#VERSION}
	 */
	public long version() {
		return this.version;
	}

	/**
	 * Returns the encoded {@link Columns}.
	 * @return a view of the row's bytes; empty in a tombstone
	 */
	public Bytes state() {
		return this.block.slice(this.stateFrom, this.stateEnd);
	}

	/**
	 * Tells whether the owner withdrew the row.
	 * @return true for a tombstone
	 */
	public boolean tombstone() {
		return this.tombstone;
	}

	/**
	 * Returns the encoded form, as the owner wrote it.
	 * @return the bytes
	 */
	public Bytes block() {
		return this.block;
	}

	/**
	 * Returns this row's part of a digest.
	 * @return the fingerprint of its bytes
	 */
	public Digest fingerprint() {
		Digest known = this.fingerprint;
		if (known == null) {
			known = Digest.of(DOMAIN, this.block);
			this.fingerprint = known;
		}
		return known;
	}

	/**
	 * Tells whether this row replaces another one of the same name: its version is higher
	 * or, as only an owner that breaks the rules has two of one version, equal and its
	 * fingerprint higher. So all members come to hold the same one.
	 * @param other the other row or tombstone
	 * @return false also for the same row
	 */
	public boolean supersedes(Row other) {
		if (this.version != other.version) {
			return this.version > other.version;
		}
		return !equals(other) && fingerprint().compareTo(other.fingerprint()) > 0;
	}

	/**
	 * Returns what the row weighs against its owner's budget.
	 * @return the number of its bytes
	 */
	public int weight() {
		return this.block.size();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Row that && this.block.equals(that.block));
	}

	@Override
	public int hashCode() {
		return 31 * this.id.hashCode() + Long.hashCode(this.version);
	}

	@Override
	public String toString() {
		return "Row[id=" + this.id + ", version=" + this.version + ", " + (this.stateEnd - this.stateFrom) + " bytes"
				+ (this.tombstone ? ", tombstone]" : "]");
	}

}

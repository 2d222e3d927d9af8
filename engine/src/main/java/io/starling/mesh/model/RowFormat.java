package io.starling.mesh.model;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;

/**
 * The form of a row and, with its first three fields alone, of a row's name. Field
 * {@link FieldReader#SIGNATURE} is reserved for the owner's signature. A tombstone's age
 * is no part of it, because it changes on the way.
 */
public final class RowFormat {

	private static final int TABLE = 1;

	private static final int OWNER = 2;

	private static final int KEY = 3;

	private static final int VERSION = 4;

	private static final int STATE = 5;

	private static final int TOMBSTONE = 6;

	private RowFormat() {
	}

	/**
	 * Writes a row's name.
	 * @param id the name
	 * @return a block with it, to which more may be written
	 */
	public static FieldWriter writeId(RowId id) {
		return new FieldWriter().text(TABLE, id.table(), Limits.TABLE_LENGTH, "a table's name")
			.id(OWNER, id.owner())
			.text(KEY, id.key(), Limits.KEY_LENGTH, "a row's key");
	}

	/**
	 * Reads a row's name.
	 * @param in a block with the name
	 * @return the name
	 * @throws MalformedException if there is none, or it passes a limit
	 * @throws IllegalArgumentException if it is no name that a row may have
	 */
	public static RowId readId(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		String table = "";
		MemberId owner = null;
		String key = "";
		while (fields.next()) {
			switch (fields.number()) {
				case TABLE -> table = fields.text(Limits.TABLE_LENGTH, "a table's name");
				case OWNER -> owner = fields.id();
				case KEY -> key = fields.text(Limits.KEY_LENGTH, "a row's key");
				default -> fields.skip();
			}
		}
		return new RowId(table, FieldReader.required(owner, "a row's owner"), key);
	}

	/** Writes the state last, where {@link Row} finds it. */
	static Bytes write(RowId id, long version, Bytes state) {
		return writeId(id).version(VERSION, version, "a row's version")
			.bytes(STATE, state, Limits.STATE_SIZE, "a row's state")
			.toBytes();
	}

	static Bytes writeTombstone(RowId id, long version) {
		return writeId(id).version(VERSION, version, "a row's version").flag(TOMBSTONE, true).toBytes();
	}

	static Row read(Bytes block) throws MalformedException {
		ByteReader in = new ByteReader(block);
		FieldReader fields = new FieldReader(in);
		String table = "";
		MemberId owner = null;
		String key = "";
		long version = 0;
		int stateSize = 0;
		int stateEnd = 0;
		boolean tombstone = false;
		while (fields.next()) {
			switch (fields.number()) {
				case TABLE -> table = fields.text(Limits.TABLE_LENGTH, "a table's name");
				case OWNER -> owner = fields.id();
				case KEY -> key = fields.text(Limits.KEY_LENGTH, "a row's key");
				case VERSION -> version = fields.version("a row's version");
				case STATE -> {
					stateSize = fields.bytes(Limits.STATE_SIZE, "a row's state").size();
					stateEnd = in.position();
				}
				case TOMBSTONE -> tombstone = fields.flag("a sign of a tombstone");
				default -> fields.skip();
			}
		}
		if (tombstone && stateSize != 0) {
			throw new MalformedException("a tombstone with a state");
		}
		if (block.size() - stateSize > Limits.ENVELOPE_SIZE) {
			throw new MalformedException(
					"a row of " + block.size() + " bytes, at most " + Limits.ENVELOPE_SIZE + " beside its state");
		}
		RowId id = new RowId(table, FieldReader.required(owner, "a row's owner"), key);
		return new Row(id, version, tombstone, block, stateEnd - stateSize, stateEnd);
	}

}

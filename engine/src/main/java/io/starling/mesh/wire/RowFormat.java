package io.starling.mesh.wire;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * The form of a row and, with its first three fields alone, of a row's name. Field
 * {@link FieldReader#SIGNATURE} is reserved for the owner's signature. A tombstone's age
 * is no part of it, because it changes on the way.
 */
final class RowFormat {

	private static final int TABLE = 1;

	private static final int OWNER = 2;

	private static final int KEY = 3;

	private static final int VERSION = 4;

	private static final int STATE = 5;

	private static final int TOMBSTONE = 6;

	private RowFormat() {
	}

	static FieldWriter writeId(RowId id) {
		return new FieldWriter().text(TABLE, id.table(), Limits.TABLE_LENGTH, "a table's name")
			.id(OWNER, id.owner())
			.text(KEY, id.key(), Limits.KEY_LENGTH, "a row's key");
	}

	static RowId readId(ByteReader in) throws MalformedException {
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

	static FieldWriter write(Row row) {
		if (row.tombstone() && row.state().size() != 0) {
			throw new IllegalArgumentException("a tombstone with a state");
		}
		return writeId(row.id()).varint(VERSION, row.version())
			.bytes(STATE, row.state(), Limits.STATE_SIZE, "a row's state")
			.flag(TOMBSTONE, row.tombstone());
	}

	static Row read(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		String table = "";
		MemberId owner = null;
		String key = "";
		long version = 0;
		Bytes state = Bytes.EMPTY;
		boolean tombstone = false;
		while (fields.next()) {
			switch (fields.number()) {
				case TABLE -> table = fields.text(Limits.TABLE_LENGTH, "a table's name");
				case OWNER -> owner = fields.id();
				case KEY -> key = fields.text(Limits.KEY_LENGTH, "a row's key");
				case VERSION -> version = fields.count(Long.MAX_VALUE, "a row's version");
				case STATE -> state = fields.bytes(Limits.STATE_SIZE, "a row's state");
				case TOMBSTONE -> tombstone = fields.flag("a sign of a tombstone");
				default -> fields.skip();
			}
		}
		if (tombstone && state.size() != 0) {
			throw new MalformedException("a tombstone with a state");
		}
		return new Row(new RowId(table, FieldReader.required(owner, "a row's owner"), key), version, state, tombstone);
	}

}

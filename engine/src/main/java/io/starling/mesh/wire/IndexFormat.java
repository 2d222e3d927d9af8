package io.starling.mesh.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message.Have;
import io.starling.mesh.message.Message.Index;
import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;

/**
 * The form of {@link Index} and {@link Have}: a range of ids and a block for each owner,
 * which has in turn a block for each row. Only the frame bounds the number of owners,
 * because the smallest takes 19 bytes.
 */
final class IndexFormat {

	private static final int FROM = 1;

	private static final int TO = 2;

	private static final int OWNER = 3;

	private static final int OWNER_ID = 1;

	private static final int OWNER_VERSION = 2;

	private static final int OWNER_ROW = 3;

	private static final int OWNER_CONTENT = 4;

	private static final int ROW_TABLE = 1;

	private static final int ROW_KEY = 2;

	private static final int ROW_VERSION = 3;

	private static final int ROW_CONTENT = 4;

	private IndexFormat() {
	}

	static void write(FieldWriter out, Index index) {
		out.id(FROM, index.from()).id(TO, index.to());
		index.owners().forEach((owner) -> out.block(OWNER, writeOwner(owner)));
	}

	static void write(FieldWriter out, Have have) {
		have.owners().forEach((owner) -> out.block(OWNER, writeOwner(owner)));
	}

	static Have readHave(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in, OWNER);
		List<OwnerIndex> owners = new ArrayList<>();
		while (fields.next()) {
			if (fields.number() == OWNER) {
				owners.add(readOwner(fields.block("an owner")));
			}
			else {
				fields.skip();
			}
		}
		return new Have(Collections.unmodifiableList(owners));
	}

	private static FieldWriter writeOwner(OwnerIndex owner) {
		FieldWriter.requireLength(owner.rows().size(), Limits.ROWS_PER_OWNER, "a count of an owner's rows");
		FieldWriter out = new FieldWriter().id(OWNER_ID, owner.owner());
		if (owner.version() != 0) {
			out.version(OWNER_VERSION, owner.version(), "a member's version").fixed64(OWNER_CONTENT, owner.content());
		}
		owner.rows().forEach((row) -> out.block(OWNER_ROW, writeRow(row)));
		return out;
	}

	private static FieldWriter writeRow(RowVersion row) {
		return new FieldWriter().text(ROW_TABLE, row.table(), Limits.TABLE_LENGTH, "a table's name")
			.text(ROW_KEY, row.key(), Limits.KEY_LENGTH, "a row's key")
			.version(ROW_VERSION, row.version(), "a row's version")
			.fixed64(ROW_CONTENT, row.content());
	}

	static Index read(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in, OWNER);
		MemberId from = null;
		MemberId to = null;
		List<OwnerIndex> owners = new ArrayList<>();
		while (fields.next()) {
			switch (fields.number()) {
				case FROM -> from = fields.id();
				case TO -> to = fields.id();
				case OWNER -> owners.add(readOwner(fields.block("an owner")));
				default -> fields.skip();
			}
		}
		return new Index(FieldReader.required(from, "the start of a range"),
				FieldReader.required(to, "the end of a range"), Collections.unmodifiableList(owners));
	}

	private static OwnerIndex readOwner(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in, OWNER_ROW);
		MemberId id = null;
		long version = 0;
		Long content = null;
		List<RowVersion> rows = new ArrayList<>();
		while (fields.next()) {
			switch (fields.number()) {
				case OWNER_ID -> id = fields.id();
				case OWNER_VERSION -> version = fields.version("a member's version");
				case OWNER_CONTENT -> content = fields.fixed64();
				case OWNER_ROW -> {
					if (rows.size() == Limits.ROWS_PER_OWNER) {
						throw new MalformedException("more than " + Limits.ROWS_PER_OWNER + " rows of an owner");
					}
					rows.add(readRow(fields.block("a row's version")));
				}
				default -> fields.skip();
			}
		}
		if ((version != 0) != (content != null)) {
			throw new MalformedException("a version without content, or content without a version");
		}
		return new OwnerIndex(FieldReader.required(id, "an owner"), version, (content != null) ? content : 0,
				Collections.unmodifiableList(rows));
	}

	private static RowVersion readRow(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		String table = "";
		String key = "";
		long version = 0;
		Long content = null;
		while (fields.next()) {
			switch (fields.number()) {
				case ROW_TABLE -> table = fields.text(Limits.TABLE_LENGTH, "a table's name");
				case ROW_KEY -> key = fields.text(Limits.KEY_LENGTH, "a row's key");
				case ROW_VERSION -> version = fields.version("a row's version");
				case ROW_CONTENT -> content = fields.fixed64();
				default -> fields.skip();
			}
		}
		return new RowVersion(table, key, version, FieldReader.required(content, "a row's content"));
	}

}

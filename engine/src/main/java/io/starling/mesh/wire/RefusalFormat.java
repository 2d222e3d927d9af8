package io.starling.mesh.wire;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Limit;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.RowFormat;
import io.starling.mesh.model.RowId;

import org.jspecify.annotations.Nullable;

/**
 * The form of what a member says of a row that it does not take in.
 */
final class RefusalFormat {

	private static final int ROW = 1;

	private static final int VERSION = 2;

	private static final int BY = 3;

	private static final int LIMIT = 4;

	private static final int ALLOWED = 5;

	private static final int ROW_SIZE = 1;

	private static final int MEMBER_SIZE = 2;

	private static final int ROWS = 3;

	private RefusalFormat() {
	}

	static FieldWriter write(Rumor.OfRefusal refusal) {
		return new FieldWriter().block(ROW, RowFormat.writeId(refusal.row()))
			.version(VERSION, refusal.version(), "a refused version")
			.id(BY, refusal.by())
			.varint(LIMIT, number(refusal.limit()))
			.count(ALLOWED, refusal.allowed(), "a limit");
	}

	/** Gives null if the limit is of a kind that is not known. */
	static Rumor.@Nullable OfRefusal read(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		RowId row = null;
		long version = 0;
		MemberId by = null;
		Long limit = null;
		long allowed = 0;
		while (fields.next()) {
			switch (fields.number()) {
				case ROW -> row = RowFormat.readId(fields.block("a row's name"));
				case VERSION -> version = fields.version("a refused version");
				case BY -> by = fields.id();
				case LIMIT -> limit = fields.varint();
				case ALLOWED -> allowed = fields.count(Integer.MAX_VALUE, "a limit");
				default -> fields.skip();
			}
		}
		RowId knownRow = FieldReader.required(row, "a refused row");
		MemberId knownBy = FieldReader.required(by, "whoever refused a row");
		Limit known = limit(FieldReader.required(limit, "a limit"));
		return (known != null) ? new Rumor.OfRefusal(knownRow, version, knownBy, known, allowed) : null;
	}

	private static int number(Limit limit) {
		return switch (limit) {
			case ROW_SIZE -> ROW_SIZE;
			case MEMBER_SIZE -> MEMBER_SIZE;
			case ROWS -> ROWS;
		};
	}

	private static @Nullable Limit limit(long number) {
		return (number == ROW_SIZE) ? Limit.ROW_SIZE
				: (number == MEMBER_SIZE) ? Limit.MEMBER_SIZE : (number == ROWS) ? Limit.ROWS : null;
	}

}

package io.starling.mesh.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message.Resume;
import io.starling.mesh.message.Message.Want;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.RowFormat;
import io.starling.mesh.model.RowId;

/**
 * The form of {@link Resume}, an id, and of {@link Want}: sixteen bytes for each member,
 * a block for each row. Only the frame bounds their number, because the smallest takes 17
 * bytes.
 */
final class WantFormat {

	private static final int MEMBER = 1;

	private static final int ROW = 2;

	private WantFormat() {
	}

	static void write(FieldWriter out, Want want) {
		want.members().forEach((member) -> out.id(MEMBER, member));
		want.rows().forEach((row) -> out.block(ROW, RowFormat.writeId(row)));
	}

	static void write(FieldWriter out, Resume resume) {
		out.id(MEMBER, resume.from());
	}

	static Resume readResume(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		MemberId from = null;
		while (fields.next()) {
			if (fields.number() == MEMBER) {
				from = fields.id();
			}
			else {
				fields.skip();
			}
		}
		return new Resume(FieldReader.required(from, "where to go on"));
	}

	static Want read(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in, MEMBER, ROW);
		List<MemberId> members = new ArrayList<>();
		List<RowId> rows = new ArrayList<>();
		while (fields.next()) {
			switch (fields.number()) {
				case MEMBER -> members.add(fields.id());
				case ROW -> rows.add(RowFormat.readId(fields.block("a row's name")));
				default -> fields.skip();
			}
		}
		return new Want(Collections.unmodifiableList(members), Collections.unmodifiableList(rows));
	}

}

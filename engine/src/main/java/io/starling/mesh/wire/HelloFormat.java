package io.starling.mesh.wire;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Formats;
import io.starling.mesh.message.Message.Hello;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Member;

/**
 * The form of {@link Hello}.
 */
final class HelloFormat {

	private static final int MESH = 1;

	private static final int MEMBER = 2;

	private static final int ALONE = 3;

	private static final int DIGEST = 4;

	private static final int LOWEST_FORMAT = 5;

	private static final int HIGHEST_FORMAT = 6;

	private HelloFormat() {
	}

	static void write(FieldWriter out, Hello hello) {
		out.text(MESH, hello.mesh(), Limits.MESH_NAME_LENGTH, "a mesh's name")
			.block(MEMBER, hello.member().block())
			.flag(ALONE, hello.alone())
			.digest(DIGEST, hello.digest())
			.varint(LOWEST_FORMAT, hello.formats().lowest())
			.varint(HIGHEST_FORMAT, hello.formats().highest());
	}

	static Hello read(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		String mesh = "";
		Member member = null;
		boolean alone = false;
		Digest digest = null;
		int lowest = Formats.FIRST;
		int highest = Formats.FIRST;
		while (fields.next()) {
			switch (fields.number()) {
				case MESH -> mesh = fields.text(Limits.MESH_NAME_LENGTH, "a mesh's name");
				case MEMBER -> member = Member.decode(fields.bytes(Limits.ENVELOPE_SIZE, "a member"));
				case ALONE -> alone = fields.flag("a sign of being alone");
				case DIGEST -> digest = fields.digest();
				case LOWEST_FORMAT -> lowest = fields.varint(Formats.LAST, "a format");
				case HIGHEST_FORMAT -> highest = fields.varint(Formats.LAST, "a format");
				default -> fields.skip();
			}
		}
		return new Hello(mesh, FieldReader.required(member, "a member"), alone,
				FieldReader.required(digest, "a digest"), new Formats(lowest, highest));
	}

}

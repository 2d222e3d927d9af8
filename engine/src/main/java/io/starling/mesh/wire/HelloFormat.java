package io.starling.mesh.wire;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message.Hello;
import io.starling.mesh.model.Digest;
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

	private HelloFormat() {
	}

	static void write(FieldWriter out, Hello hello) {
		out.text(MESH, hello.mesh(), Limits.MESH_NAME_LENGTH, "a mesh's name")
			.block(MEMBER, MemberFormat.write(hello.member()))
			.flag(ALONE, hello.alone())
			.digest(DIGEST, hello.digest());
	}

	static Hello read(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		String mesh = "";
		Member member = null;
		boolean alone = false;
		Digest digest = null;
		while (fields.next()) {
			switch (fields.number()) {
				case MESH -> mesh = fields.text(Limits.MESH_NAME_LENGTH, "a mesh's name");
				case MEMBER -> member = MemberFormat.read(fields.block("a member"));
				case ALONE -> alone = fields.flag("a sign of being alone");
				case DIGEST -> digest = fields.digest();
				default -> fields.skip();
			}
		}
		return new Hello(mesh, FieldReader.required(member, "a member"), alone,
				FieldReader.required(digest, "a digest"));
	}

}

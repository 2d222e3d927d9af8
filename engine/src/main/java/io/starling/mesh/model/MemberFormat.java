package io.starling.mesh.model;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;

/**
 * The form of a member record. Field {@link FieldReader#SIGNATURE} is reserved for the
 * member's signature.
 */
final class MemberFormat {

	private static final int ID = 1;

	private static final int VERSION = 2;

	private static final int HOST = 3;

	private static final int PORT = 4;

	private static final int ZONE = 5;

	private static final int LEFT = 6;

	private MemberFormat() {
	}

	static Bytes write(MemberId id, long version, Endpoint endpoint, String zone, boolean left) {
		return new FieldWriter().id(ID, id)
			.version(VERSION, version, "a member's version")
			.text(HOST, endpoint.host(), Limits.HOST_LENGTH, "a host")
			.varint(PORT, endpoint.port())
			.text(ZONE, zone, Limits.ZONE_LENGTH, "a zone")
			.flag(LEFT, left)
			.toBytes();
	}

	static Member read(Bytes block) throws MalformedException {
		FieldReader fields = new FieldReader(new ByteReader(block));
		MemberId id = null;
		long version = 0;
		String host = "";
		int port = 0;
		String zone = "";
		boolean left = false;
		while (fields.next()) {
			switch (fields.number()) {
				case ID -> id = fields.id();
				case VERSION -> version = fields.version("a member's version");
				case HOST -> host = fields.text(Limits.HOST_LENGTH, "a host");
				case PORT -> port = fields.varint(65535, "a port");
				case ZONE -> zone = fields.text(Limits.ZONE_LENGTH, "a zone");
				case LEFT -> left = fields.flag("a sign of having left");
				default -> fields.skip();
			}
		}
		return new Member(FieldReader.required(id, "a member's id"), version, new Endpoint(host, port), zone, left,
				block);
	}

}

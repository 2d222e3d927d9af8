package io.starling.mesh.wire;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message.Ping;
import io.starling.mesh.message.Message.Pong;
import io.starling.mesh.model.Digest;

/**
 * The form that {@link Ping} and {@link Pong} share. An idle mesh sends little else, so
 * every byte counts: 24 in a frame for the first 127 of a connection, 25 for the next
 * 16,256.
 */
final class PingFormat {

	private static final int SEQUENCE = 1;

	private static final int DIGEST = 2;

	private PingFormat() {
	}

	static void write(FieldWriter out, long sequence, Digest digest) {
		out.varint(SEQUENCE, sequence).digest(DIGEST, digest);
	}

	static Ping readPing(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		Long sequence = null;
		Digest digest = null;
		while (fields.next()) {
			switch (fields.number()) {
				case SEQUENCE -> sequence = fields.varint();
				case DIGEST -> digest = fields.digest();
				default -> fields.skip();
			}
		}
		return new Ping(FieldReader.required(sequence, "a sequence number"), FieldReader.required(digest, "a digest"));
	}

	static Pong readPong(ByteReader in) throws MalformedException {
		Ping same = readPing(in);
		return new Pong(same.sequence(), same.digest());
	}

}

package io.starling.mesh.wire;

import java.time.Duration;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message.Beat;
import io.starling.mesh.message.Message.Ping;
import io.starling.mesh.message.Message.Pong;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Limits;

/**
 * The forms of signs of life. An idle mesh sends little else than beats, so every byte
 * counts: a beat's frame has 25 bytes, a ping's 7 for the first 127 of a connection.
 */
final class PingFormat {

	private static final int SEQUENCE = 1;

	private static final int DIGEST = 2;

	private static final int NEXT = 3;

	private static final long LONGEST = Limits.BEAT_INTERVAL.toMillis();

	private PingFormat() {
	}

	static void write(FieldWriter out, Beat beat) {
		out.digest(DIGEST, beat.digest()).varint(NEXT, Math.max(1, Math.min(LONGEST, beat.next().toMillis())));
	}

	static void write(FieldWriter out, Ping ping) {
		out.varint(SEQUENCE, ping.sequence());
	}

	static void write(FieldWriter out, Pong pong) {
		out.varint(SEQUENCE, pong.sequence()).digest(DIGEST, pong.digest());
	}

	static Beat readBeat(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		Digest digest = null;
		long next = 0;
		while (fields.next()) {
			switch (fields.number()) {
				case DIGEST -> digest = fields.digest();
				case NEXT -> next = fields.count(LONGEST, "milliseconds to the next beat");
				default -> fields.skip();
			}
		}
		if (next == 0) {
			throw new MalformedException("a beat without a time for the next");
		}
		return new Beat(FieldReader.required(digest, "a digest"), Duration.ofMillis(next));
	}

	static Ping readPing(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		Long sequence = null;
		while (fields.next()) {
			if (fields.number() == SEQUENCE) {
				sequence = fields.varint();
			}
			else {
				fields.skip();
			}
		}
		return new Ping(FieldReader.required(sequence, "a sequence number"));
	}

	static Pong readPong(ByteReader in) throws MalformedException {
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
		return new Pong(FieldReader.required(sequence, "a sequence number"), FieldReader.required(digest, "a digest"));
	}

}

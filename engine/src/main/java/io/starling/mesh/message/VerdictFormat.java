package io.starling.mesh.message;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.MemberId;

import org.jspecify.annotations.Nullable;

/**
 * The form of what members say about the life of another: votes and deaths. Field
 * {@link FieldReader#SIGNATURE} is reserved for the signature of whoever says so.
 */
final class VerdictFormat {

	private static final int SUBJECT = 1;

	private static final int VERSION = 2;

	private static final int OBSERVER = 3;

	private static final int EVIDENCE = 4;

	private static final int TELLER = 3;

	private static final int SILENT = 1;

	private static final int GONE = 2;

	private static final int ALIVE = 3;

	private VerdictFormat() {
	}

	static Bytes writeVote(MemberId subject, long version, MemberId observer, Evidence evidence) {
		return new FieldWriter().id(SUBJECT, subject)
			.version(VERSION, version, "the version voted on")
			.id(OBSERVER, observer)
			.varint(EVIDENCE, number(evidence))
			.toBytes();
	}

	/** Gives null if the evidence is of a strength that is not known. */
	static Rumor.@Nullable OfVote readVote(Bytes block) throws MalformedException {
		FieldReader fields = new FieldReader(new ByteReader(block));
		MemberId subject = null;
		long version = 0;
		MemberId observer = null;
		Long evidence = null;
		while (fields.next()) {
			switch (fields.number()) {
				case SUBJECT -> subject = fields.id();
				case VERSION -> version = fields.version("the version voted on");
				case OBSERVER -> observer = fields.id();
				case EVIDENCE -> evidence = fields.varint();
				default -> fields.skip();
			}
		}
		MemberId knownSubject = FieldReader.required(subject, "a vote's subject");
		MemberId knownObserver = FieldReader.required(observer, "an observer");
		Evidence known = evidence(FieldReader.required(evidence, "evidence"));
		return (known != null) ? new Rumor.OfVote(knownSubject, version, knownObserver, known, block) : null;
	}

	static Bytes writeDeath(MemberId subject, long version, MemberId teller) {
		return new FieldWriter().id(SUBJECT, subject)
			.version(VERSION, version, "a dead version")
			.id(TELLER, teller)
			.toBytes();
	}

	static Rumor.OfDeath readDeath(Bytes block) throws MalformedException {
		FieldReader fields = new FieldReader(new ByteReader(block));
		MemberId subject = null;
		long version = 0;
		MemberId teller = null;
		while (fields.next()) {
			switch (fields.number()) {
				case SUBJECT -> subject = fields.id();
				case VERSION -> version = fields.version("a dead version");
				case TELLER -> teller = fields.id();
				default -> fields.skip();
			}
		}
		return new Rumor.OfDeath(FieldReader.required(subject, "a death's subject"), version,
				FieldReader.required(teller, "a death's teller"), block);
	}

	private static int number(Evidence evidence) {
		return switch (evidence) {
			case SILENT -> SILENT;
			case GONE -> GONE;
			case ALIVE -> ALIVE;
		};
	}

	private static @Nullable Evidence evidence(long number) {
		return (number == SILENT) ? Evidence.SILENT
				: (number == GONE) ? Evidence.GONE : (number == ALIVE) ? Evidence.ALIVE : null;
	}

}

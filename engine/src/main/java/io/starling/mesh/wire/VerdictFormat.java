package io.starling.mesh.wire;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.MemberId;

import org.jspecify.annotations.Nullable;

/**
 * The form of what members say about the life of another: suspicions and deaths. Field
 * {@link FieldReader#SIGNATURE} of a suspicion is reserved for the accuser's signature.
 */
final class VerdictFormat {

	private static final int SUBJECT = 1;

	private static final int VERSION = 2;

	private static final int ACCUSER = 3;

	private static final int EVIDENCE = 4;

	private static final int SILENT = 1;

	private static final int GONE = 2;

	private VerdictFormat() {
	}

	static FieldWriter write(Rumor.OfSuspicion suspicion) {
		return new FieldWriter().id(SUBJECT, suspicion.subject())
			.count(VERSION, suspicion.version(), "a suspected version")
			.id(ACCUSER, suspicion.accuser())
			.varint(EVIDENCE, number(suspicion.evidence()));
	}

	/** Gives null if the evidence is of a strength that is not known. */
	static Rumor.@Nullable OfSuspicion readSuspicion(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		MemberId subject = null;
		long version = 0;
		MemberId accuser = null;
		Long evidence = null;
		while (fields.next()) {
			switch (fields.number()) {
				case SUBJECT -> subject = fields.id();
				case VERSION -> version = fields.count(Long.MAX_VALUE, "a suspected version");
				case ACCUSER -> accuser = fields.id();
				case EVIDENCE -> evidence = fields.varint();
				default -> fields.skip();
			}
		}
		MemberId knownSubject = FieldReader.required(subject, "a suspicion's subject");
		MemberId knownAccuser = FieldReader.required(accuser, "an accuser");
		Evidence known = evidence(FieldReader.required(evidence, "evidence"));
		return (known != null) ? new Rumor.OfSuspicion(knownSubject, version, knownAccuser, known) : null;
	}

	static FieldWriter write(Rumor.OfDeath death) {
		return new FieldWriter().id(SUBJECT, death.subject()).count(VERSION, death.version(), "a dead version");
	}

	static Rumor.OfDeath readDeath(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		MemberId subject = null;
		long version = 0;
		while (fields.next()) {
			switch (fields.number()) {
				case SUBJECT -> subject = fields.id();
				case VERSION -> version = fields.count(Long.MAX_VALUE, "a dead version");
				default -> fields.skip();
			}
		}
		return new Rumor.OfDeath(FieldReader.required(subject, "a death's subject"), version);
	}

	private static int number(Evidence evidence) {
		return switch (evidence) {
			case SILENT -> SILENT;
			case GONE -> GONE;
		};
	}

	private static @Nullable Evidence evidence(long number) {
		if (number == SILENT) {
			return Evidence.SILENT;
		}
		return (number == GONE) ? Evidence.GONE : null;
	}

}

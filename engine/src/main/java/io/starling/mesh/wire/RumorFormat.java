package io.starling.mesh.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message.Gossip;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.Row;

import org.jspecify.annotations.Nullable;

/**
 * The form of {@link Gossip}: one block for each rumor, in order, whose field number
 * tells the kind of rumor. A rumor of an unknown kind is thereby an unknown field, and
 * not passed on, as nobody here could check it. Records, rows, votes and reports stand in
 * it byte for byte as their authors wrote them.
 */
final class RumorFormat {

	/**
	 * The longest age of a tombstone that is told; an older one is told as this old. It
	 * is far beyond the time for which any member keeps one, and keeps arithmetic safe.
	 */
	static final Duration MAX_AGE = Duration.ofDays(365);

	private static final int LARGEST_ROW = Limits.STATE_SIZE + Limits.ENVELOPE_SIZE;

	private static final int MEMBER = 1;

	private static final int ROW = 2;

	private static final int VOTE = 3;

	private static final int DEATH = 4;

	private static final int REFUSAL = 5;

	private static final int ROW_CONTENT = 1;

	private static final int ROW_AGE = 2;

	private RumorFormat() {
	}

	static void write(FieldWriter out, Gossip gossip) {
		if (gossip.rumors().isEmpty()) {
			throw new IllegalArgumentException("gossip without a rumor");
		}
		FieldWriter.requireLength(gossip.rumors().size(), Limits.RUMORS_PER_MESSAGE, "a count of rumors");
		gossip.rumors().forEach((rumor) -> write(out, rumor));
	}

	private static void write(FieldWriter out, Rumor rumor) {
		if (rumor instanceof Rumor.OfMember news) {
			out.block(MEMBER, news.member().block());
		}
		else if (rumor instanceof Rumor.OfRow news) {
			out.block(ROW, writeRow(news));
		}
		else if (rumor instanceof Rumor.OfVote news) {
			out.block(VOTE, news.block());
		}
		else if (rumor instanceof Rumor.OfDeath news) {
			out.block(DEATH, news.block());
		}
		else if (rumor instanceof Rumor.OfRefusal news) {
			out.block(REFUSAL, RefusalFormat.write(news));
		}
		else {
			throw new IllegalArgumentException("a rumor without a form: " + rumor.getClass().getName());
		}
	}

	/** Gives nothing if not one of the rumors is of a kind that is known. */
	static Optional<Gossip> read(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in, MEMBER, ROW, VOTE, DEATH, REFUSAL);
		List<Rumor> rumors = new ArrayList<>();
		while (fields.next()) {
			Rumor rumor = readRumor(fields);
			if (rumor == null) {
				continue;
			}
			if (rumors.size() == Limits.RUMORS_PER_MESSAGE) {
				throw new MalformedException("more than " + Limits.RUMORS_PER_MESSAGE + " rumors");
			}
			rumors.add(rumor);
		}
		return rumors.isEmpty() ? Optional.empty() : Optional.of(new Gossip(Collections.unmodifiableList(rumors)));
	}

	private static @Nullable Rumor readRumor(FieldReader fields) throws MalformedException {
		return switch (fields.number()) {
			case MEMBER -> new Rumor.OfMember(Member.decode(fields.bytes(Limits.ENVELOPE_SIZE, "a member")));
			case ROW -> readRow(fields.block("a row"));
			case VOTE -> Rumor.OfVote.decode(fields.bytes(Limits.ENVELOPE_SIZE, "a vote"));
			case DEATH -> Rumor.OfDeath.decode(fields.bytes(Limits.ENVELOPE_SIZE, "a death"));
			case REFUSAL -> RefusalFormat.read(fields.block("a refusal"));
			default -> {
				fields.skip();
				yield null;
			}
		};
	}

	private static FieldWriter writeRow(Rumor.OfRow news) {
		FieldWriter out = new FieldWriter().block(ROW_CONTENT, news.row().block());
		Duration age = (news.age().compareTo(MAX_AGE) < 0) ? news.age() : MAX_AGE;
		return age.isZero() ? out : out.count(ROW_AGE, age.toMillis(), "a tombstone's age");
	}

	private static Rumor readRow(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		Row row = null;
		Duration age = Duration.ZERO;
		while (fields.next()) {
			switch (fields.number()) {
				case ROW_CONTENT -> row = Row.decode(fields.bytes(LARGEST_ROW, "a row"));
				case ROW_AGE -> age = Duration.ofMillis(fields.count(MAX_AGE.toMillis(), "a tombstone's age"));
				default -> fields.skip();
			}
		}
		return new Rumor.OfRow(FieldReader.required(row, "a row"), age);
	}

}

package io.starling.mesh.wire;

import java.time.Duration;
import java.util.List;

import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A member of today among members of tomorrow.
 */
class UnknownContentTest {

	private static final int GOODBYE = 2;

	private static final int PONG = 4;

	private static final int GOSSIP = 5;

	private static final int RESUME = 10;

	private static final int SYMBOLS = 11;

	private static final int MORE = 12;

	private static final int LACK = 13;

	private static final MemberId A = new MemberId(1, 2);

	private static final MemberId B = new MemberId(3, 4);

	private static final Digest DIGEST = new Digest(5, 6);

	@ParameterizedTest
	@ValueSource(ints = { 0, 100, 255 })
	void aMessageOfAnUnknownTypeIsPassedOver(int type) throws MalformedException {
		assertThat(MessageCodec.decode(Frames.frame(type, (fields) -> fields.varint(1, 1)))).isEmpty();
	}

	@Test
	void anUnknownFieldOfAnyKindIsPassedOver() throws MalformedException {
		byte[] frame = Frames.frame(PONG, (fields) -> addUnknown(addUnknown(fields).varint(1, 9).digest(2, DIGEST)));
		assertThat(MessageCodec.decode(frame)).contains(new Message.Pong(9, DIGEST));
	}

	@Test
	void unknownFieldsInsideAMemberOrARowOrAVerdictArePassedOver() throws MalformedException {
		Member member = new Member(A, 1, new Endpoint("h", 1), "", false);
		Row row = Row.of(new RowId("t", A, ""), 1, Bytes.EMPTY);
		Rumor.OfVote vote = new Rumor.OfVote(A, 1, B, Rumor.Evidence.SILENT);
		Rumor.OfDeath death = new Rumor.OfDeath(A, 1, B);
		byte[] frame = Frames.frame(GOSSIP,
				(fields) -> fields.block(1, addUnknown(MemberFormat.write(member)))
					.block(2, addUnknown(Frames.block((of) -> of.block(1, addUnknown(RowFormat.write(row))))))
					.block(3, addUnknown(VerdictFormat.write(vote)))
					.block(4, addUnknown(VerdictFormat.write(death))));
		assertThat(MessageCodec.decode(frame)).contains(new Message.Gossip(
				List.of(new Rumor.OfMember(member), new Rumor.OfRow(row, Duration.ZERO), vote, death)));
	}

	@Test
	void unknownFieldsOfASketchedExchangeArePassedOver() throws MalformedException {
		FieldWriter ids = new FieldWriter(new ByteWriter().writeLong(7));
		assertThat(MessageCodec.decode(Frames.frame(RESUME, (fields) -> addUnknown(addUnknown(fields).id(1, A)))))
			.contains(new Message.Resume(A));
		assertThat(MessageCodec.decode(Frames.frame(SYMBOLS,
				(fields) -> addUnknown(addUnknown(fields).varint(1, 9).varint(2, 32).block(3, new FieldWriter())))))
			.contains(new Message.Symbols(9, 32, List.of()));
		assertThat(MessageCodec
			.decode(Frames.frame(MORE, (fields) -> addUnknown(addUnknown(fields).varint(1, 9).varint(2, 32)))))
			.contains(new Message.More(9, 32));
		assertThat(MessageCodec
			.decode(Frames.frame(LACK, (fields) -> addUnknown(addUnknown(fields).varint(1, 9).block(3, ids)))))
			.contains(new Message.Lack(9, List.of(7L)));
	}

	@Test
	void anExchangeWithoutASaltOrContentIsMalformed() {
		for (int type : new int[] { SYMBOLS, MORE, LACK }) {
			byte[] frame = Frames.frame(type, (fields) -> fields.varint(2, 1).block(3, new FieldWriter()));
			assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
				.withMessage("without a salt");
		}
		for (int type : new int[] { SYMBOLS, LACK }) {
			byte[] frame = Frames.frame(type, (fields) -> fields.varint(1, 1).varint(2, 1));
			assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame));
		}
		byte[] nowhere = Frames.frame(RESUME, (fields) -> fields.varint(2, 1));
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(nowhere))
			.withMessage("without where to go on");
	}

	@Test
	void theFieldOfASignatureIsFree() throws MalformedException {
		Bytes signature = Bytes.copyOf(new byte[64]);
		Member member = new Member(A, 1, new Endpoint("h", 1), "", false);
		byte[] frame = Frames.frame(GOSSIP, (fields) -> fields.block(1,
				MemberFormat.write(member).bytes(FieldReader.SIGNATURE, signature, 64, "a signature")));
		assertThat(MessageCodec.decode(frame)).contains(new Message.Gossip(List.of(new Rumor.OfMember(member))));
	}

	@Test
	void aRumorOfAnUnknownKindIsPassedOverAndTheOthersAreHeard() throws MalformedException {
		Rumor known = new Rumor.OfDeath(A, 1, B);
		byte[] frame = Frames.frame(GOSSIP,
				(fields) -> fields.block(5, Frames.block((of) -> of.varint(1, 1)))
					.block(4, VerdictFormat.write(new Rumor.OfDeath(A, 1, B)))
					.block(5, Frames.block((of) -> of.varint(1, 1))));
		assertThat(MessageCodec.decode(frame)).contains(new Message.Gossip(List.of(known)));
	}

	@Test
	void gossipOfNothingButUnknownRumorsIsPassedOver() throws MalformedException {
		byte[] frame = Frames.frame(GOSSIP, (fields) -> fields.block(6, Frames.block((of) -> of.varint(1, 1))));
		assertThat(MessageCodec.decode(frame)).isEmpty();
	}

	@Test
	void aVoteWithUnknownEvidenceIsPassedOver() throws MalformedException {
		byte[] frame = Frames.frame(GOSSIP,
				(fields) -> fields.block(3, Frames.block((of) -> of.id(1, A).varint(2, 1).id(3, B).varint(4, 4)))
					.block(4, VerdictFormat.write(new Rumor.OfDeath(A, 1, B))));
		assertThat(MessageCodec.decode(frame)).contains(new Message.Gossip(List.of(new Rumor.OfDeath(A, 1, B))));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 6, Long.MAX_VALUE, -1 })
	void aGoodbyeForAnUnknownReasonIsPassedOver(long reason) throws MalformedException {
		assertThat(MessageCodec.decode(Frames.frame(GOODBYE, (fields) -> fields.varint(1, reason)))).isEmpty();
	}

	@Test
	void anotherFormatVersionIsRefused() {
		byte[] frame = MessageCodec.encode(new Message.Ping(1));
		frame[MessageCodec.LENGTH_SIZE] = 2;
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
			.withMessage("format version 2; this member reads 1");
	}

	@Test
	void aKnownFieldGivenTwiceIsRefused() {
		byte[] frame = Frames.frame(PONG, (fields) -> fields.varint(1, 9).digest(2, DIGEST).varint(1, 9));
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
			.withMessage("field 1 given twice");
	}

	@Test
	void aKnownFieldOfAnotherKindIsRefused() {
		byte[] frame = Frames.frame(PONG, (fields) -> fields.digest(1, DIGEST));
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
			.withMessage("field 1 of kind 2, not 0");
	}

	@Test
	void aMissingFieldIsRefused() {
		byte[] frame = Frames.frame(PONG, (fields) -> fields.varint(1, 9));
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
			.withMessage("without a digest");
	}

	@Test
	void aFieldWithoutANumberIsRefused() {
		byte[] frame = Frames.frame(PONG, (fields) -> fields.varint(0, 9));
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
			.withMessage("a field with the number 0");
	}

	/** One field of each kind, each twice, with numbers of one, two and five bytes. */
	private static FieldWriter addUnknown(FieldWriter out) {
		for (int number : new int[] { 14, 31, 200, Integer.MAX_VALUE >>> FieldReader.KIND_BITS }) {
			for (int i = 0; i < 2; i++) {
				out.varint(number, -1)
					.digest(number, DIGEST)
					.bytes(number, Bytes.copyOf(new byte[300]), 300, "unknown")
					.bytes(number, Bytes.EMPTY, 0, "unknown");
			}
		}
		return out;
	}

}

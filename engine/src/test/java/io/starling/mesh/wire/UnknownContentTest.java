package io.starling.mesh.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Formats;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A member of today among members of tomorrow.
 */
class UnknownContentTest {

	private static final int HELLO = 1;

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
				(fields) -> fields.block(1, extended(member.block()))
					.block(2, addUnknown(Frames.block((of) -> of.block(1, extended(row.block())))))
					.block(3, extended(vote.block()))
					.block(4, extended(death.block())));
		List<Rumor> rumors = ((Message.Gossip) MessageCodec.decode(frame).orElseThrow()).rumors();
		assertThat(((Rumor.OfMember) rumors.get(0)).member().endpoint()).isEqualTo(member.endpoint());
		assertThat(((Rumor.OfRow) rumors.get(1)).row().id()).isEqualTo(row.id());
		assertThat(((Rumor.OfVote) rumors.get(2)).evidence()).isEqualTo(vote.evidence());
		assertThat(((Rumor.OfDeath) rumors.get(3)).subject()).isEqualTo(death.subject());
	}

	@Test
	void whatIsUnknownInsideAMemberOrARowOrAVerdictIsPassedOnAsItCame() throws MalformedException {
		Bytes state = Bytes.copyOf("{}".getBytes(StandardCharsets.UTF_8));
		Bytes signature = Bytes.copyOf(new byte[64]);
		Member member = Member.decode(signed(new Member(A, 1, new Endpoint("h", 1), "", false).block(), signature));
		Row row = Row.decode(signed(Row.of(new RowId("t", A, "k"), 1, state).block(), signature));
		Row tombstone = Row.decode(signed(Row.tombstone(new RowId("t", A, "k"), 2).block(), signature));
		Rumor.OfVote vote = Rumor.OfVote
			.decode(signed(new Rumor.OfVote(A, 1, B, Rumor.Evidence.SILENT).block(), signature));
		Rumor.OfDeath death = Rumor.OfDeath.decode(signed(new Rumor.OfDeath(A, 1, B).block(), signature));
		Message gossip = new Message.Gossip(List.of(new Rumor.OfMember(member), new Rumor.OfRow(row, Duration.ZERO),
				new Rumor.OfRow(tombstone, Duration.ofSeconds(1)), Objects.requireNonNull(vote), death));
		byte[] frame = MessageCodec.encode(gossip);
		Message relayed = MessageCodec.decode(frame).orElseThrow();
		assertThat(relayed).isEqualTo(gossip);
		assertThat(MessageCodec.encode(relayed)).isEqualTo(frame);
		assertThat(row.state()).isEqualTo(state);
		assertThat(HexFormat.of().formatHex(frame)).contains(signature.toString());
		Message hello = new Message.Hello("m", member, false, DIGEST);
		assertThat(MessageCodec.decode(MessageCodec.encode(hello))).contains(hello);
	}

	@Test
	void aStateIsFoundWhereverItStandsInItsRow() throws MalformedException {
		Bytes state = Bytes.copyOf(new byte[] { 1, 2, 3 });
		Bytes block = new FieldWriter().bytes(5, state, 3, "")
			.varint(4, 7)
			.bytes(FieldReader.SIGNATURE, Bytes.copyOf(new byte[9]), 9, "")
			.id(2, A)
			.text(1, "t", 1, "")
			.toBytes();
		byte[] frame = Frames.frame(GOSSIP, (fields) -> fields.block(2, Frames.block((of) -> of.block(1, block))));
		Message.Gossip gossip = (Message.Gossip) MessageCodec.decode(frame).orElseThrow();
		Row row = ((Rumor.OfRow) gossip.rumors().get(0)).row();
		assertThat(row.state()).isEqualTo(state);
		assertThat(row.block()).isEqualTo(block);
		assertThat(row).isNotEqualTo(Row.of(row.id(), row.version(), state));
	}

	@Test
	void whatIsUnknownInABlockIsBounded() {
		Bytes most = Bytes.copyOf(new byte[Limits.ENVELOPE_SIZE]);
		Bytes member = new Member(A, 1, new Endpoint("h", 1), "", false).block();
		Bytes row = Row.of(new RowId("t", A, ""), 1, Bytes.copyOf(new byte[5])).block();
		for (byte[] frame : List.of(Frames.frame(GOSSIP, (fields) -> fields.block(1, signed(member, most))),
				Frames.frame(GOSSIP, (fields) -> fields.block(2, Frames.block((of) -> of.block(1, signed(row, most))))),
				Frames.frame(GOSSIP,
						(fields) -> fields.block(3,
								signed(new Rumor.OfVote(A, 1, B, Rumor.Evidence.GONE).block(), most))),
				Frames.frame(GOSSIP, (fields) -> fields.block(4, signed(new Rumor.OfDeath(A, 1, B).block(), most))))) {
			assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame));
		}
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
		Bytes block = signed(new Member(A, 1, new Endpoint("h", 1), "", false).block(), signature);
		byte[] frame = Frames.frame(GOSSIP, (fields) -> fields.block(1, block));
		assertThat(MessageCodec.decode(frame))
			.contains(new Message.Gossip(List.of(new Rumor.OfMember(Member.decode(block)))));
	}

	@Test
	void aRumorOfAnUnknownKindIsPassedOverAndTheOthersAreHeard() throws MalformedException {
		Rumor known = new Rumor.OfDeath(A, 1, B);
		byte[] frame = Frames.frame(GOSSIP,
				(fields) -> fields.block(63, Frames.block((of) -> of.varint(1, 1)))
					.block(4, new Rumor.OfDeath(A, 1, B).block())
					.block(63, Frames.block((of) -> of.varint(1, 1))));
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
					.block(4, new Rumor.OfDeath(A, 1, B).block()));
		assertThat(MessageCodec.decode(frame)).contains(new Message.Gossip(List.of(new Rumor.OfDeath(A, 1, B))));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 7, Long.MAX_VALUE, -1 })
	void aGoodbyeForAnUnknownReasonIsPassedOver(long reason) throws MalformedException {
		assertThat(MessageCodec.decode(Frames.frame(GOODBYE, (fields) -> fields.varint(1, reason)))).isEmpty();
	}

	@Test
	void anotherFormatVersionIsRefused() {
		byte[] frame = MessageCodec.encode(new Message.Ping(1), 2);
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
			.withMessage("a frame of format 2 instead of 1");
		byte[] old = MessageCodec.encode(new Message.Ping(1), 1);
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(old, 2));
	}

	@Test
	void theFormatThatWasAgreedOnIsReadAndWritten() throws MalformedException {
		Message ping = new Message.Ping(1);
		byte[] frame = MessageCodec.encode(ping, 2);
		assertThat(MessageCodec.formatOf(frame)).isEqualTo(2);
		assertThat(MessageCodec.decode(frame, 2)).contains(ping);
	}

	@Test
	void hellosAndGoodbyesAreOfTheFirstFormatForEver() throws MalformedException {
		Message hello = new Message.Hello("m", new Member(A, 1, new Endpoint("h", 1), "", false), false, DIGEST,
				new Formats(2, 9));
		for (Message message : List.of(hello, new Message.Goodbye(Message.Goodbye.Reason.FORMAT))) {
			byte[] frame = MessageCodec.encode(message, 9);
			assertThat(MessageCodec.formatOf(frame)).isEqualTo(1);
			assertThat(MessageCodec.decode(frame, 9)).contains(message);
		}
	}

	@Test
	void aHelloThatTellsNoFormatsSpeaksTheFirst() throws MalformedException {
		Member member = new Member(A, 1, new Endpoint("h", 1), "", false);
		byte[] frame = Frames.frame(HELLO, (fields) -> fields.block(2, member.block()).digest(4, DIGEST));
		assertThat(MessageCodec.decode(frame))
			.contains(new Message.Hello("", member, false, DIGEST, new Formats(1, 1)));
	}

	@ParameterizedTest
	@CsvSource({ "0,1", "2,1", "1,256", "256,256" })
	void formatsThatAreNoRangeAreMalformed(int lowest, int highest) {
		Member member = new Member(A, 1, new Endpoint("h", 1), "", false);
		byte[] frame = Frames.frame(HELLO,
				(fields) -> fields.block(2, member.block()).digest(4, DIGEST).varint(5, lowest).varint(6, highest));
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame));
	}

	@ParameterizedTest
	@CsvSource({ "1,1,1,1,1", "1,3,2,9,3", "2,9,1,3,3", "2,2,1,1,0", "1,1,2,2,0", "1,9,4,6,6" })
	void bothSpeakTheHighestFormatThatBothKnow(int lowest, int highest, int lowestThere, int highestThere, int both) {
		assertThat(new Formats(lowest, highest).common(new Formats(lowestThere, highestThere)).orElse(0))
			.isEqualTo(both);
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

	private static Bytes signed(Bytes block, Bytes signature) {
		return Frames.fieldsOf(block).bytes(FieldReader.SIGNATURE, signature, signature.size(), "").toBytes();
	}

	private static Bytes extended(Bytes block) {
		return Frames.fieldsOf(block)
			.varint(14, -1)
			.fixed64(31, 5)
			.digest(200, DIGEST)
			.bytes(14, Bytes.copyOf(new byte[300]), 300, "unknown")
			.toBytes();
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

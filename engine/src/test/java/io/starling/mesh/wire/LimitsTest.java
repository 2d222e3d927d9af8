package io.starling.mesh.wire;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Formats;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.sketch.CodedSymbol;
import io.starling.mesh.sketch.Sketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Every limit at its edge: what is at the limit passes, one more is refused, by the
 * decoder always and by the encoder where a message could be over it at all.
 */
class LimitsTest {

	private static final int HELLO = 1;

	private static final int GOSSIP = 5;

	private static final int INDEX = 6;

	private static final int WANT = 7;

	private static final int SYMBOLS = 11;

	private static final int MORE = 12;

	private static final MemberId A = new MemberId(1, 2);

	private static final Member MEMBER = new Member(A, 1, new Endpoint("h", 1), "", false);

	/** What is limited, the limit, and a frame with so much of it, made by hand. */
	static Stream<Arguments> limitsOfTheDecoder() {
		return Stream.of(limit("mesh", Limits.MESH_NAME_LENGTH, (size) -> hello(size)),
				limit("host", Limits.HOST_LENGTH, (size) -> member(size, 1, 0)),
				limit("port", 65535, (size) -> member(1, size, 0)),
				limit("zone", Limits.ZONE_LENGTH, (size) -> member(1, 1, size)),
				limit("table", Limits.TABLE_LENGTH, (size) -> row(size, 0, 0)),
				limit("key", Limits.KEY_LENGTH, (size) -> row(1, size, 0)),
				limit("state", Limits.STATE_SIZE, (size) -> row(1, 0, size)),
				limit("table wanted", Limits.TABLE_LENGTH, (size) -> want(size, 0)),
				limit("key wanted", Limits.KEY_LENGTH, (size) -> want(1, size)),
				limit("table indexed", Limits.TABLE_LENGTH, (size) -> index(1, size, 0)),
				limit("key indexed", Limits.KEY_LENGTH, (size) -> index(1, 1, size)),
				limit("rows of an owner", Limits.ROWS_PER_OWNER, (size) -> index(size, 1, 0)),
				limit("first symbol", Sketch.MAX_LENGTH, (size) -> symbols(size, 0)),
				limit("first symbol wanted", Sketch.MAX_LENGTH, (size) -> more(size)),
				limit("rumors", Limits.RUMORS_PER_MESSAGE, (size) -> rumors(size)),
				limit("frame", Limits.FRAME_SIZE, (size) -> frame(size)));
	}

	private static Arguments limit(String what, int limit, IntFunction<byte[]> frame) {
		return arguments(what, limit, frame);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("limitsOfTheDecoder")
	void whatIsAtTheLimitIsRead(String what, int limit, IntFunction<byte[]> frame) throws MalformedException {
		assertThat(MessageCodec.decode(frame.apply(limit))).isPresent();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("limitsOfTheDecoder")
	void whatIsOneOverTheLimitIsMalformed(String what, int limit, IntFunction<byte[]> frame) {
		byte[] over = frame.apply(limit + 1);
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(over));
	}

	/** What is limited, the limit, and a message with so much of it. */
	static Stream<Arguments> limitsOfTheEncoder() {
		return Stream.of(
				message("mesh", Limits.MESH_NAME_LENGTH,
						(size) -> new Message.Hello(text(size), MEMBER, false, Digest.EMPTY)),
				message("host", Limits.HOST_LENGTH,
						(size) -> gossip(new Rumor.OfMember(
								new Member(A, 1, new Endpoint("ß" + text(size - 2), 1), "", false)))),
				message("zone", Limits.ZONE_LENGTH,
						(size) -> gossip(
								new Rumor.OfMember(new Member(A, 1, new Endpoint("h", 1), text(size), false)))),
				message("state", Limits.STATE_SIZE, (size) -> gossip(stateOf(size))),
				message("table indexed", Limits.TABLE_LENGTH,
						(size) -> indexOf(List.of(new RowVersion(text(size), "", 1, 7)))),
				message("key indexed", Limits.KEY_LENGTH,
						(size) -> indexOf(List.of(new RowVersion("t", text(size), 1, 7)))),
				message("rows of an owner", Limits.ROWS_PER_OWNER,
						(size) -> indexOf(Collections.nCopies(size, new RowVersion("t", "", 1, 7)))),
				message("rumors", Limits.RUMORS_PER_MESSAGE,
						(size) -> new Message.Gossip(Collections.nCopies(size, new Rumor.OfDeath(A, 1, A)))),
				message("frame", Limits.FRAME_SIZE, (size) -> gossipFilling(size)));
	}

	private static Arguments message(String what, int limit, IntFunction<Message> message) {
		return arguments(what, limit, message);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("limitsOfTheEncoder")
	void whatIsAtTheLimitIsWrittenAndRead(String what, int limit, IntFunction<Message> message)
			throws MalformedException {
		Message atLimit = message.apply(limit);
		assertThat(MessageCodec.decode(MessageCodec.encode(atLimit))).contains(atLimit);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("limitsOfTheEncoder")
	void whatIsOneOverTheLimitIsNotWritten(String what, int limit, IntFunction<Message> message) {
		assertThatIllegalArgumentException().isThrownBy(() -> MessageCodec.encode(message.apply(limit + 1)));
	}

	/** Its sender knows better, but whoever gets it must not cut the link for it. */
	@Test
	void aBeatIsNeverFurtherAwayThanIsRead() throws MalformedException {
		Message beat = new Message.Beat(Digest.EMPTY, Limits.BEAT_INTERVAL.plusMinutes(30));
		assertThat(MessageCodec.decode(MessageCodec.encode(beat), Formats.FIRST))
			.contains(new Message.Beat(Digest.EMPTY, Limits.BEAT_INTERVAL));
	}

	@Test
	void aFrameAtTheLimitIsFull() {
		assertThat(MessageCodec.encode(gossipFilling(Limits.FRAME_SIZE))).hasSize(Limits.FRAME_SIZE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE })
	void aSymbolsCountHas32Bits(int count) throws MalformedException {
		Message symbols = new Message.Symbols(1, 0, List.of(new CodedSymbol(1, 2, 3, count)));
		assertThat(MessageCodec.decode(MessageCodec.encode(symbols))).contains(symbols);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1L << 32, (1L << 32) + 1, Long.MAX_VALUE, -1 })
	void aSymbolsCountOfMoreBitsIsMalformed(long zigzag) {
		byte[] frame = symbols(0, zigzag);
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
			.withMessageStartingWith("a symbol's count of");
	}

	@Test
	void versionsArePositive() {
		for (long version : new long[] { 0, -1 }) {
			byte[] frame = Frames.frame(GOSSIP, (fields) -> fields.block(1,
					Frames.block((member) -> member.id(1, A).varint(2, version).text(3, "h", 1, "").varint(4, 1))));
			assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame));
		}
	}

	@Test
	void gossipHasARumor() {
		assertThatIllegalArgumentException().isThrownBy(() -> MessageCodec.encode(new Message.Gossip(List.of())));
	}

	@Test
	void aTombstoneHasNoState() {
		Bytes tombstone = Row.tombstone(new RowId("t", A, ""), 1).block();
		byte[] frame = Frames.frame(GOSSIP, (fields) -> fields.block(2, Frames
			.block((rumor) -> rumor.block(1, Frames.fieldsOf(tombstone).bytes(5, Bytes.copyOf(new byte[1]), 1, "")))));
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
			.withMessage("a tombstone with a state");
	}

	@Test
	void anAgeIsNotNegativeAndAtMostAYear() throws MalformedException {
		Row tombstone = Row.tombstone(new RowId("t", A, ""), 1);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MessageCodec.encode(gossip(new Rumor.OfRow(tombstone, Duration.ofMillis(-1)))));
		long year = RumorFormat.MAX_AGE.toMillis();
		assertThat(MessageCodec.decode(aged(tombstone, year))).isPresent();
		for (long age : new long[] { year + 1, -1 }) {
			assertThatExceptionOfType(MalformedException.class)
				.isThrownBy(() -> MessageCodec.decode(aged(tombstone, age)));
		}
	}

	private static byte[] aged(Row row, long age) {
		return Frames.frame(GOSSIP,
				(fields) -> fields.block(2, Frames.block((rumor) -> rumor.block(1, row.block()).varint(2, age))));
	}

	private static byte[] hello(int mesh) {
		return Frames.frame(HELLO,
				(fields) -> fields.text(1, text(mesh), mesh, "").block(2, MEMBER.block()).digest(4, Digest.EMPTY));
	}

	private static byte[] member(int host, int port, int zone) {
		return Frames.frame(GOSSIP,
				(fields) -> fields.block(1,
						Frames.block((member) -> member.id(1, A)
							.varint(2, 1)
							.text(3, text(host), host, "")
							.varint(4, port)
							.text(5, text(zone), zone, ""))));
	}

	private static byte[] row(int table, int key, int state) {
		return Frames.frame(GOSSIP, (fields) -> fields.block(2, Frames.block((rumor) -> rumor.block(1,
				rowId(table, key).varint(4, 1).bytes(5, Bytes.copyOf(new byte[state]), state, "")))));
	}

	private static byte[] want(int table, int key) {
		return Frames.frame(WANT, (fields) -> fields.block(2, rowId(table, key)));
	}

	private static FieldWriter rowId(int table, int key) {
		return new FieldWriter().text(1, text(table), table, "").id(2, A).text(3, text(key), key, "");
	}

	private static byte[] index(int rows, int table, int key) {
		FieldWriter owner = new FieldWriter().id(1, A);
		for (int i = 0; i < rows; i++) {
			owner.block(3,
					new FieldWriter().text(1, text(table), table, "")
						.text(2, text(key), key, "")
						.varint(3, 1)
						.fixed64(4, 7));
		}
		return Frames.frame(INDEX, (fields) -> fields.id(1, A).id(2, A).block(3, owner));
	}

	/** One symbol at an index, with a count as it is written. */
	private static byte[] symbols(int first, long count) {
		ByteWriter symbol = new ByteWriter().writeLong(1).writeLong(2).writeVarint(3).writeVarint(count);
		return Frames.frame(SYMBOLS,
				(fields) -> fields.varint(1, 1).varint(2, first).block(3, new FieldWriter(symbol)));
	}

	private static byte[] more(int from) {
		return Frames.frame(MORE, (fields) -> fields.varint(1, 1).varint(2, from));
	}

	private static byte[] rumors(int count) {
		return Frames.frame(GOSSIP, (fields) -> {
			for (int i = 0; i < count; i++) {
				fields.block(4, new Rumor.OfDeath(A, 1, A).block());
			}
		});
	}

	/** A frame of so many bytes: a want, and an unknown field that fills it up. */
	private static byte[] frame(int size) {
		int filling = size - MessageCodec.LENGTH_SIZE - 2 - 1 - 3;
		return Frames.frame(WANT, (fields) -> fields.bytes(9, Bytes.copyOf(new byte[filling]), filling, ""));
	}

	/** Gossip whose frame has so many bytes, give or take none. */
	private static Message gossipFilling(int size) {
		List<Rumor> full = List.of(stateOf(Limits.STATE_SIZE), stateOf(Limits.STATE_SIZE), stateOf(Limits.STATE_SIZE));
		int rest = size - MessageCodec.encode(new Message.Gossip(full)).length;
		int overhead = MessageCodec.encode(gossip(stateOf(100_000))).length - MessageCodec.LENGTH_SIZE - 2 - 100_000;
		return new Message.Gossip(
				Stream.concat(full.stream(), IntStream.of(rest - overhead).mapToObj((state) -> stateOf(state)))
					.toList());
	}

	private static Rumor stateOf(int size) {
		return new Rumor.OfRow(Row.of(new RowId("t", A, ""), 1, Bytes.copyOf(new byte[size])), Duration.ZERO);
	}

	private static Message gossip(Rumor rumor) {
		return new Message.Gossip(List.of(rumor));
	}

	private static Message indexOf(List<RowVersion> rows) {
		return new Message.Index(A, A, List.of(new OwnerIndex(A, 1, 7, rows)));
	}

	private static String text(int length) {
		return "x".repeat(length);
	}

}

package io.starling.mesh.wire;

import java.time.Duration;
import java.util.List;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MessageCodecTest {

	private static final MemberId A = new MemberId(0x0102030405060708L, 0x090a0b0c0d0e0f10L);

	private static final MemberId B = new MemberId(-1, 2);

	private static final Digest DIGEST = new Digest(0x1112131415161718L, 0x191a1b1c1d1e1f20L);

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void everyMessageComesBackAsItWas(long seed) throws MalformedException {
		RandomMessages messages = new RandomMessages(seed);
		for (int i = 0; i < 1000; i++) {
			Message message = messages.next();
			assertThat(MessageCodec.decode(MessageCodec.encode(message))).contains(message);
		}
	}

	@ParameterizedTest
	@EnumSource
	void everyReasonHasItsNumber(Goodbye.Reason reason) throws MalformedException {
		Message message = new Goodbye(reason);
		assertThat(MessageCodec.decode(MessageCodec.encode(message))).contains(message);
	}

	@ParameterizedTest
	@EnumSource
	void everyEvidenceHasItsNumber(Rumor.Evidence evidence) throws MalformedException {
		Message message = new Message.Gossip(List.of(new Rumor.OfVote(A, 1, B, evidence)));
		assertThat(MessageCodec.decode(MessageCodec.encode(message))).contains(message);
	}

	@Test
	void signsOfLifeTakeLittle() {
		assertThat(MessageCodec.encode(new Message.Ping(127))).hasSize(7);
		assertThat(MessageCodec.encode(new Message.Beat(DIGEST, Duration.ofSeconds(3)))).hasSize(25);
	}

	@Test
	void agesAreCutToMillisecondsAndToAYear() throws MalformedException {
		Row tombstone = Row.tombstone(new RowId("t", A, ""), 3);
		assertThat(ageAfterTransport(tombstone, Duration.ofNanos(1_999_999))).isEqualTo(Duration.ofMillis(1));
		assertThat(ageAfterTransport(tombstone, Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(RumorFormat.MAX_AGE);
	}

	private static Duration ageAfterTransport(Row row, Duration age) throws MalformedException {
		byte[] frame = MessageCodec.encode(new Message.Gossip(List.of(new Rumor.OfRow(row, age))));
		Message.Gossip gossip = (Message.Gossip) MessageCodec.decode(frame).orElseThrow();
		return ((Rumor.OfRow) gossip.rumors().get(0)).age();
	}

}

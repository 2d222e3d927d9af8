package io.starling.mesh.wire;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;

import com.sun.management.ThreadMXBean;
import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Formats;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever comes in, the decoder gives a message, nothing, or a
 * {@link MalformedException}, and pays for no more than what came in.
 */
class HostileInputTest {

	private static final int TYPES = MessageType.values().length;

	/** The kind of a field that has a length. */
	private static final int BLOCK = 3;

	private static final MemberId A = new MemberId(1, 2);

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void aFrameCutOffAnywhereIsMalformed(long seed) {
		RandomMessages messages = new RandomMessages(seed);
		for (int i = 0; i < 30; i++) {
			byte[] frame = MessageCodec.encode(messages.next());
			for (int length = 0; length < frame.length; length++) {
				byte[] cut = Arrays.copyOf(frame, length);
				assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(cut));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 4, 5, 6 })
	void aFrameCutOffWithATrueLengthHarmsNobody(long seed) {
		RandomMessages messages = new RandomMessages(seed);
		for (int i = 0; i < 100; i++) {
			byte[] frame = MessageCodec.encode(messages.next());
			for (int length = MessageCodec.LENGTH_SIZE; length < frame.length; length++) {
				decodeOrFail(Frames.cut(frame, length));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 7, 8, 9, 10 })
	void aMutatedFrameHarmsNobody(long seed) {
		RandomMessages messages = new RandomMessages(seed);
		SplittableRandom random = new SplittableRandom(seed);
		int malformed = 0;
		for (int i = 0; i < 2000; i++) {
			byte[] frame = MessageCodec.encode(messages.next());
			for (int mutations = 0; mutations < 5; mutations++) {
				malformed += decodeOrFail(mutate(frame, random)) ? 0 : 1;
			}
		}
		// The mutations did reach what they are meant to shake.
		assertThat(malformed).isBetween(500, 9500);
	}

	@Test
	void noiseHarmsNobody() {
		SplittableRandom random = new SplittableRandom(11);
		for (int i = 0; i < 20_000; i++) {
			byte[] noise = new byte[MessageCodec.LENGTH_SIZE + 2 + random.nextInt(100)];
			random.nextBytes(noise);
			noise[MessageCodec.LENGTH_SIZE] = Formats.FIRST;
			noise[MessageCodec.LENGTH_SIZE + 1] = (byte) (1 + random.nextInt(TYPES));
			decodeOrFail(Frames.withTrueLength(noise));
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 127, Limits.STATE_SIZE, Integer.MAX_VALUE, 1L << 31, 1L << 40, Long.MAX_VALUE, -1 })
	void aLengthThatIsNotTrueCostsNothing(long claim) {
		for (int type = 1; type <= TYPES; type++) {
			for (int number = 1; number <= 6; number++) {
				byte[] key = new ByteWriter().writeVarint((number << FieldReader.KIND_BITS) | BLOCK)
					.writeVarint(claim)
					.toArray();
				byte[] frame = Frames.frame(type, (fields) -> {
				});
				byte[] hostile = Arrays.copyOf(frame, frame.length + key.length);
				System.arraycopy(key, 0, hostile, frame.length, key.length);
				byte[] sent = Frames.withTrueLength(hostile);
				assertThat(allocatedBy(() -> decodeOrFail(sent))).isLessThan(16 * 1024);
			}
		}
	}

	@Test
	void aFullFrameOfTheSmallestElementsCostsABoundedMultipleOfItsSize() {
		// Row versions of 16 bytes each, in as many owners as they need.
		byte[] frame = Frames.frame(6, (fields) -> {
			fields.id(1, A).id(2, A);
			for (int owner = 0; owner < 60; owner++) {
				FieldWriter rows = new FieldWriter().id(1, A);
				for (int row = 0; row < Limits.ROWS_PER_OWNER; row++) {
					rows.block(3, new FieldWriter().text(1, "t", 1, "").varint(3, 1).fixed64(4, 7));
				}
				fields.block(3, rows);
			}
		});
		assertThat(frame.length).isBetween(Limits.FRAME_SIZE * 3 / 4, Limits.FRAME_SIZE);
		assertThat(allocatedBy(() -> decodeOrFail(frame))).isLessThan(64L * frame.length);
	}

	@Test
	void aFullFrameOfTheSmallestSymbolsCostsABoundedMultipleOfItsSize() {
		int count = (Limits.FRAME_SIZE - 100) / 18;
		ByteWriter symbols = new ByteWriter();
		for (int i = 0; i < count; i++) {
			symbols.writeLong(0).writeLong(0).writeVarint(0).writeVarint(0);
		}
		byte[] frame = Frames.frame(11,
				(fields) -> fields.varint(1, 1).varint(2, 0).block(3, new FieldWriter(symbols)));
		assertThat(frame.length).isBetween(Limits.FRAME_SIZE * 3 / 4, Limits.FRAME_SIZE);
		assertThat(allocatedBy(() -> decodeOrFail(frame))).isLessThan(64L * frame.length);
	}

	private static byte[] mutate(byte[] frame, SplittableRandom random) {
		byte[] mutant = frame.clone();
		for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
			int at = MessageCodec.LENGTH_SIZE + random.nextInt(mutant.length - MessageCodec.LENGTH_SIZE);
			switch (random.nextInt(4)) {
				case 0 -> mutant[at] = (byte) random.nextInt();
				case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
				case 2 -> mutant[at] = (byte) 0xFF;
				default -> mutant = without(mutant, at, 1 + random.nextInt(4));
			}
			if (mutant.length <= MessageCodec.LENGTH_SIZE) {
				break;
			}
		}
		return Frames.withTrueLength(mutant);
	}

	private static byte[] without(byte[] frame, int at, int count) {
		int removed = Math.min(count, frame.length - at);
		byte[] shorter = Arrays.copyOf(frame, frame.length - removed);
		System.arraycopy(frame, at + removed, shorter, at, frame.length - at - removed);
		return shorter;
	}

	/** Decodes; anything that is thrown but a malformed exception fails the test. */
	private static boolean decodeOrFail(byte[] frame) {
		try {
			MessageCodec.decode(frame).ifPresent((message) -> assertThat(message).isInstanceOf(Message.class));
			return true;
		}
		catch (MalformedException ex) {
			assertThat(ex.getMessage()).isNotBlank();
			return false;
		}
	}

	private static long allocatedBy(Runnable action) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		// Once before, so that loading classes does not count.
		action.run();
		long before = threads.getCurrentThreadAllocatedBytes();
		action.run();
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

}

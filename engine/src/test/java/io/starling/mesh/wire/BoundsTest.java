package io.starling.mesh.wire;

import java.util.List;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Versions that no owner comes to and names that forge lines of a log are refused
 * wherever they are read.
 */
class BoundsTest {

	private static final int HELLO = 1;

	private static final int GOSSIP = 5;

	private static final int INDEX = 6;

	private static final int WANT = 7;

	private static final int WAVE = 14;

	private static final MemberId A = new MemberId(1, 2);

	private static final Member MEMBER = new Member(A, 1, new Endpoint("h", 1), "", false);

	@ParameterizedTest
	@ValueSource(longs = { 0, 1L << 48, Long.MAX_VALUE, -1 })
	void versionsAreBoundedWhereverTheyAreRead(long version) {
		List<byte[]> frames = List.of(
				Frames.frame(GOSSIP,
						(fields) -> fields.block(1,
								new FieldWriter().id(1, A).varint(2, version).text(3, "h", 1, "").varint(4, 1))),
				Frames.frame(GOSSIP,
						(fields) -> fields.block(2,
								new FieldWriter().block(1,
										new FieldWriter().text(1, "t", 1, "").id(2, A).varint(4, version)))),
				Frames.frame(GOSSIP,
						(fields) -> fields.block(3,
								new FieldWriter().id(1, A).varint(2, version).id(3, A).varint(4, 1))),
				Frames.frame(GOSSIP, (fields) -> fields.block(4, new FieldWriter().id(1, A).varint(2, version))),
				Frames.frame(INDEX,
						(fields) -> fields.id(1, A)
							.id(2, A)
							.block(3, new FieldWriter().id(1, A).varint(2, version).fixed64(4, 7))),
				Frames.frame(INDEX,
						(fields) -> fields.id(1, A)
							.id(2, A)
							.block(3, new FieldWriter().id(1, A)
								.block(3, new FieldWriter().text(1, "t", 1, "").varint(3, version).fixed64(4, 7)))),
				Frames.frame(WAVE,
						(fields) -> fields.varint(1, 1)
							.block(2, new FieldWriter().text(1, "t", 1, "").id(2, A))
							.varint(3, version)
							.varint(4, 9)));
		for (byte[] frame : frames) {
			assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
				.withMessageContaining("version");
		}
	}

	@Test
	void namesWithControlCharactersAreMalformed() {
		for (String name : new String[] { "a\nb", "\0", "\u009f" }) {
			for (byte[] frame : List.of(
					Frames.frame(HELLO,
							(fields) -> fields.text(1, name, 9, "").block(2, MEMBER.block()).digest(4, Digest.EMPTY)),
					Frames.frame(GOSSIP,
							(fields) -> fields.block(1,
									new FieldWriter().id(1, A).varint(2, 1).text(3, name, 9, "").varint(4, 1))),
					Frames.frame(GOSSIP,
							(fields) -> fields.block(1, Frames.fieldsOf(MEMBER.block()).text(5, name, 9, ""))),
					Frames.frame(WANT, (fields) -> fields.block(2, new FieldWriter().text(1, name, 9, "").id(2, A))),
					Frames.frame(INDEX,
							(fields) -> fields.id(1, A)
								.id(2, A)
								.block(3, new FieldWriter().id(1, A)
									.block(3, new FieldWriter().text(1, name, 9, "").varint(3, 1).fixed64(4, 7)))))) {
				assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MessageCodec.decode(frame))
					.withMessageContaining("control character");
			}
		}
	}

}

package io.starling.mesh.wire;

import java.util.Optional;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message.Goodbye.Reason;
import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;

/**
 * The form of {@link Goodbye}. Reasons have numbers of their own, so that the order of
 * the constants is free to change.
 */
final class GoodbyeFormat {

	private static final int REASON = 1;

	private GoodbyeFormat() {
	}

	static void write(FieldWriter out, Goodbye goodbye) {
		out.varint(REASON, number(goodbye.reason()));
	}

	/** Gives nothing if the reason is not known. */
	static Optional<Goodbye> read(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		Long number = null;
		while (fields.next()) {
			if (fields.number() == REASON) {
				number = fields.varint();
			}
			else {
				fields.skip();
			}
		}
		long known = FieldReader.required(number, "a reason");
		for (Reason reason : Reason.values()) {
			if (number(reason) == known) {
				return Optional.of(new Goodbye(reason));
			}
		}
		return Optional.empty();
	}

	private static int number(Reason reason) {
		return switch (reason) {
			case UNNEEDED -> 1;
			case DUPLICATE -> 2;
			case LEAVING -> 3;
			case SELF -> 4;
			case OTHER_MESH -> 5;
			case FORMAT -> 6;
		};
	}

}

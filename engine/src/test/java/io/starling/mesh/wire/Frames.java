package io.starling.mesh.wire;

import java.util.Arrays;
import java.util.function.Consumer;

import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Formats;
import io.starling.mesh.model.FieldWriter;

/**
 * Makes frames by hand, of the kind that no codec of today writes.
 */
final class Frames {

	private Frames() {
	}

	/** A frame of a type with any fields. */
	static byte[] frame(int type, Consumer<FieldWriter> fields) {
		ByteWriter out = new ByteWriter();
		for (int i = 0; i < MessageCodec.LENGTH_SIZE; i++) {
			out.writeByte(0);
		}
		out.writeByte(Formats.FIRST).writeByte(type);
		fields.accept(new FieldWriter(out));
		return withTrueLength(out.toArray());
	}

	static FieldWriter block(Consumer<FieldWriter> fields) {
		FieldWriter block = new FieldWriter();
		fields.accept(block);
		return block;
	}

	/** What a block holds, to which more may be written. */
	static FieldWriter fieldsOf(Bytes block) {
		ByteWriter out = new ByteWriter();
		for (byte each : block.toArray()) {
			out.writeByte(each);
		}
		return new FieldWriter(out);
	}

	/** Makes what a frame says of its length true. */
	static byte[] withTrueLength(byte[] frame) {
		byte[] copy = frame.clone();
		int length = copy.length - MessageCodec.LENGTH_SIZE;
		copy[0] = (byte) (length >>> 16);
		copy[1] = (byte) (length >>> 8);
		copy[2] = (byte) length;
		return copy;
	}

	static byte[] cut(byte[] frame, int length) {
		return withTrueLength(Arrays.copyOf(frame, length));
	}

}

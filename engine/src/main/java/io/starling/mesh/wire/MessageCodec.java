package io.starling.mesh.wire;

import java.util.Optional;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Formats;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Limits;

/**
 * Writes messages as frames and reads frames as messages. The package description tells
 * the form. Stateless: safe on any thread.
 */
public final class MessageCodec {

	/** How many bytes at the start of a frame tell how many bytes follow them. */
	public static final int LENGTH_SIZE = 3;

	private static final int HEADER_SIZE = LENGTH_SIZE + 2;

	private MessageCodec() {
	}

	/**
	 * Writes a message as a frame of the first version of the format.
	 * @param message the message
	 * @return the whole frame
	 * @throws IllegalArgumentException if a limit is passed
	 * @see #encode(Message, int)
	 */
	public static byte[] encode(Message message) {
		return encode(message, Formats.FIRST);
	}

	/**
	 * Writes a message as a frame. Durations are cut to whole milliseconds.
	 * @param message the message
	 * @param format the version of the format that the connection has agreed on; hellos
	 * and goodbyes are written in the first one all the same
	 * @return the whole frame, at most {@link Limits#FRAME_SIZE} bytes, its length in
	 * front
	 * @throws IllegalArgumentException if a limit is passed, which whoever makes messages
	 * has to prevent
	 */
	public static byte[] encode(Message message, int format) {
		ByteWriter out = new ByteWriter();
		for (int i = 0; i < LENGTH_SIZE; i++) {
			out.writeByte(0);
		}
		MessageType type = MessageType.of(message);
		out.writeByte(type.isFixed() ? Formats.FIRST : format).writeByte(type.number());
		writeFields(new FieldWriter(out), message);
		FieldWriter.requireLength(out.size(), Limits.FRAME_SIZE, "a frame");
		byte[] frame = out.toArray();
		int length = frame.length - LENGTH_SIZE;
		frame[0] = (byte) (length >>> 16);
		frame[1] = (byte) (length >>> 8);
		frame[2] = (byte) length;
		return frame;
	}

	/**
	 * Reads a frame of the first version of the format.
	 * @param frame the whole frame
	 * @return the message, or empty if it is to be passed over
	 * @throws MalformedException if the frame does not follow the format
	 * @see #decode(byte[], int)
	 */
	public static Optional<Message> decode(byte[] frame) throws MalformedException {
		return decode(frame, Formats.FIRST);
	}

	/**
	 * Tells which version of the format a frame says it is of: in every version it stands
	 * in the same place.
	 * @param frame the whole frame, its length in front
	 * @return the version, 0 to 255; 0, which is none, for a frame too short to say so
	 */
	public static int formatOf(byte[] frame) {
		return (frame.length > LENGTH_SIZE) ? frame[LENGTH_SIZE] & 0xFF : 0;
	}

	/**
	 * Reads a frame from a source that is not trusted.
	 * @param frame the whole frame, its length in front; the result shares nothing with
	 * it
	 * @param format the version of the format that the connection has agreed on
	 * @return the message, or empty if it is of a kind that this version does not know
	 * and that is to be passed over
	 * @throws MalformedException if the frame does not follow the format, passes a limit,
	 * or is of another version of the format
	 */
	public static Optional<Message> decode(byte[] frame, int format) throws MalformedException {
		if (frame.length < HEADER_SIZE || frame.length > Limits.FRAME_SIZE) {
			throw new MalformedException("a frame of " + frame.length + " bytes");
		}
		ByteReader in = new ByteReader(frame);
		int length = (in.readByte() << 16) | (in.readByte() << 8) | in.readByte();
		if (length != frame.length - LENGTH_SIZE) {
			throw new MalformedException("a frame of " + frame.length + " bytes that says " + length);
		}
		int version = in.readByte();
		int number = in.readByte();
		MessageType type = MessageType.numbered(number);
		int expected = (type != null && type.isFixed()) ? Formats.FIRST : format;
		if (version != expected) {
			throw new MalformedException("a frame of format " + version + " instead of " + expected);
		}
		try {
			return (type != null) ? readFields(type, in) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			// The types that messages are made of check their own bounds.
			throw new MalformedException(String.valueOf(ex.getMessage()));
		}
	}

	private static void writeFields(FieldWriter out, Message message) {
		if (message instanceof Message.Hello hello) {
			HelloFormat.write(out, hello);
		}
		else if (message instanceof Message.Goodbye goodbye) {
			GoodbyeFormat.write(out, goodbye);
		}
		else if (message instanceof Message.Beat beat) {
			PingFormat.write(out, beat);
		}
		else if (message instanceof Message.Ping ping) {
			PingFormat.write(out, ping);
		}
		else if (message instanceof Message.Pong pong) {
			PingFormat.write(out, pong);
		}
		else if (message instanceof Message.Gossip gossip) {
			RumorFormat.write(out, gossip);
		}
		else if (message instanceof Message.Have have) {
			IndexFormat.write(out, have);
		}
		else {
			writeExchange(out, message);
		}
	}

	private static void writeExchange(FieldWriter out, Message message) {
		if (message instanceof Message.Index index) {
			IndexFormat.write(out, index);
		}
		else if (message instanceof Message.Want want) {
			WantFormat.write(out, want);
		}
		else if (message instanceof Message.Resume resume) {
			WantFormat.write(out, resume);
		}
		else if (message instanceof Message.Symbols symbols) {
			SketchFormat.write(out, symbols);
		}
		else if (message instanceof Message.More more) {
			SketchFormat.write(out, more);
		}
		else if (message instanceof Message.Lack lack) {
			SketchFormat.write(out, lack);
		}
		else if (message instanceof Message.Wave wave) {
			WaveFormat.write(out, wave);
		}
		else if (message instanceof Message.Echo echo) {
			WaveFormat.write(out, echo);
		}
		else if (message instanceof Message.Departed departed) {
			DepartedFormat.write(out, departed);
		}
		else {
			throw new IllegalArgumentException("a message without a form: " + message.getClass().getName());
		}
	}

	private static Optional<Message> readFields(MessageType type, ByteReader in) throws MalformedException {
		return switch (type) {
			case HELLO -> Optional.of(HelloFormat.read(in));
			case GOODBYE -> GoodbyeFormat.read(in).map(Message.class::cast);
			case PING -> Optional.of(PingFormat.readPing(in));
			case PONG -> Optional.of(PingFormat.readPong(in));
			case GOSSIP -> RumorFormat.read(in).map(Message.class::cast);
			case INDEX -> Optional.of(IndexFormat.read(in));
			case WANT -> Optional.of(WantFormat.read(in));
			case BEAT -> Optional.of(PingFormat.readBeat(in));
			case HAVE -> Optional.of(IndexFormat.readHave(in));
			case RESUME -> Optional.of(WantFormat.readResume(in));
			case SYMBOLS -> Optional.of(SketchFormat.readSymbols(in));
			case MORE -> Optional.of(SketchFormat.readMore(in));
			case LACK -> Optional.of(SketchFormat.readLack(in));
			case WAVE -> Optional.of(WaveFormat.readWave(in));
			case ECHO -> Optional.of(WaveFormat.readEcho(in));
			case DEPARTED -> Optional.of(DepartedFormat.read(in));
		};
	}

}

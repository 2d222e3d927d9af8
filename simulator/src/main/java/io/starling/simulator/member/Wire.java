package io.starling.simulator.member;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.wire.MessageCodec;
import io.starling.simulator.network.Parcel;

/**
 * Brings messages into the form in which the network carries them.
 */
@FunctionalInterface
public interface Wire {

	/**
	 * Encodes and decodes every message, so that the codec is simulated, too. Where the
	 * codec loses nothing, the message goes on as it was: all members then share what
	 * they know, instead of holding a copy each.
	 */
	Wire CODEC = (message) -> {
		byte[] frame = MessageCodec.encode(message);
		try {
			Message read = MessageCodec.decode(frame).orElseThrow();
			return new Parcel(read.equals(message) ? message : read, frame.length);
		}
		catch (MalformedException ex) {
			throw new IllegalStateException("The codec does not read what it wrote: " + message, ex);
		}
	};

	/** Passes messages on as they are, all of about the usual size: faster. */
	Wire NONE = (message) -> new Parcel(message, 100);

	/**
	 * Packs a message.
	 * @param message what is sent
	 * @return what arrives
	 */
	Parcel pack(Message message);

}

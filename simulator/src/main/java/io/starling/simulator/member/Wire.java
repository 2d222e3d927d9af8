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

	/** Encodes and decodes every message, so that the codec is simulated, too. */
	Wire CODEC = (message) -> {
		byte[] frame = MessageCodec.encode(message);
		try {
			return new Parcel(MessageCodec.decode(frame).orElseThrow(), frame.length);
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

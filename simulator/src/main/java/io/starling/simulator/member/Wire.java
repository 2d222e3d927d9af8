package io.starling.simulator.member;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.Row;
import io.starling.mesh.wire.MessageCodec;
import io.starling.simulator.network.Parcel;

/**
 * Brings what a member writes and sends into the form of its build, in which the network
 * carries it.
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

	/**
	 * Returns what a member writes and sends by.
	 * @param endpoint where it is about to start
	 * @return the wire of its build
	 */
	default Wire at(Endpoint endpoint) {
		return this;
	}

	/**
	 * Writes a member's first record as the member's build writes it.
	 * @param record the record of today's build
	 * @return the record
	 */
	default Member record(Member record) {
		return record;
	}

	/**
	 * Writes a row or tombstone as the owner's build writes it.
	 * @param row the row of today's build
	 * @return the row
	 */
	default Row complete(Row row) {
		return row;
	}

}

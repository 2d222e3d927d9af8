package io.starling.mesh.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * Messages to send.
 */
final class Samples {

	static final MemberId ID = new MemberId(1, 2);

	static final Message HELLO = new Message.Hello("mesh", new Member(ID, 1, new Endpoint("127.0.0.1", 1), "", false),
			true, Digest.EMPTY);

	static final Message GOODBYE = new Message.Goodbye(Message.Goodbye.Reason.LEAVING);

	private Samples() {
	}

	static Message ping(long sequence) {
		return new Message.Ping(sequence);
	}

	/** Gossip of about so many bytes, and no more than 1 MiB. */
	static Message gossip(long version, int size) {
		List<Rumor> rumors = new ArrayList<>();
		for (int rest = size; rest > 0; rest -= 250_000) {
			Bytes state = Bytes.copyOf(new byte[Math.min(rest, 250_000)]);
			rumors.add(new Rumor.OfRow(Row.of(new RowId("t", ID, "" + rest), version, state), Duration.ZERO));
		}
		return new Message.Gossip(rumors);
	}

}

package io.starling.benchmarks.jmh;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Notice;
import io.starling.mesh.protocol.Outbox;

/**
 * A world that does nothing that it is asked for: what is measured is the protocol alone.
 */
final class DiscardingOutbox implements Outbox {

	@Override
	public void connect(ConnectionId connection, Endpoint endpoint) {
	}

	@Override
	public void send(ConnectionId connection, Message message) {
	}

	@Override
	public void close(ConnectionId connection) {
	}

	@Override
	public void resolveSeeds() {
	}

	@Override
	public void publish(MeshSnapshot snapshot) {
	}

	@Override
	public void notify(Notice notice) {
	}

	@Override
	public void confirmed(long inquiry, Confirmation confirmation) {
	}

}

package io.starling.spring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.starling.mesh.Mesh;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.wire.MessageCodec;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;

/**
 * A member that says hello and what it offers, and nothing more, as a frozen process; its
 * end is that of a killed one.
 */
public final class Ghost implements AutoCloseable {

	private final ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final Member self = new Member(new MemberId(System.nanoTime(), 1), 1,
			new Endpoint("127.0.0.1", this.port.getLocalPort()), "", false);

	private final Socket socket;

	/** Joins through a member, and offers an instance of a service. */
	public Ghost(Mesh mesh, String service, String instanceId) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), mesh.self().endpoint().port());
		send(new Message.Hello(mesh.name(), this.self, true, Digest.EMPTY));
		RowId id = new RowId(ServiceRow.TABLE, this.self.id(), instanceId);
		ServiceRow row = new ServiceRow(service, instanceId, "127.0.0.1", 8085, false, ServiceStatus.UP, "", Map.of(),
				0);
		send(new Message.Gossip(List.of(new Rumor.OfMember(this.self),
				new Rumor.OfRow(Row.of(id, 1, row.toColumns().encode()), Duration.ZERO))));
	}

	public MemberId id() {
		return this.self.id();
	}

	private void send(Message message) throws IOException {
		this.socket.getOutputStream().write(MessageCodec.encode(message));
	}

	@Override
	public void close() throws IOException {
		this.port.close();
		this.socket.close();
	}

}

package io.starling.test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;
import io.starling.mesh.transport.Transport;
import io.starling.mesh.transport.TransportCounters;
import io.starling.mesh.transport.TransportEvents;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one member of a test. Lives on the member's thread, as its TCP
 * counterpart does; what concerns another member is handed to that one's thread.
 */
final class MemoryTransport implements Transport {

	private static final TransportCounters NOTHING_COUNTED = new TransportCounters(0, 0, 0, 0, 0, 0, 0);

	private final MemoryNetwork network;

	private final Executor loop;

	private final TransportEvents events;

	private final Map<ConnectionId, Line> lines = new HashMap<>();

	private @Nullable Endpoint endpoint;

	private long accepted;

	private volatile boolean dead;

	MemoryTransport(MemoryNetwork network, Executor loop, TransportEvents events) {
		this.network = network;
		this.loop = loop;
		this.events = events;
	}

	@Override
	public CompletableFuture<InetSocketAddress> bind(String host, int firstPort, int lastPort) {
		InetSocketAddress address = this.network.listen(this, host);
		this.endpoint = new Endpoint(address.getAddress().getHostAddress(), address.getPort());
		return CompletableFuture.completedFuture(address);
	}

	Endpoint endpoint() {
		if (this.endpoint == null) {
			throw new IllegalStateException("This member does not listen yet");
		}
		return this.endpoint;
	}

	@Override
	public void connect(ConnectionId connection, Endpoint to) {
		MemoryTransport other = this.network.at(to);
		if (this.dead || this.network.isCut(endpoint(), to)) {
			this.loop
				.execute(() -> this.events.connectFailed(connection, ConnectFailure.UNREACHABLE, to + " is cut off"));
		}
		else if (other == null) {
			this.loop.execute(() -> this.events.connectFailed(connection, ConnectFailure.REFUSED, to + " refuses"));
		}
		else {
			other.loop.execute(() -> other.accept(this, connection));
		}
	}

	private void accept(MemoryTransport dialler, ConnectionId theirs) {
		ConnectionId ours = new ConnectionId(false, ++this.accepted);
		this.lines.put(ours, new Line(dialler, theirs));
		this.events.accepted(ours);
		dialler.loop.execute(() -> dialler.connected(theirs, new Line(this, ours)));
	}

	private void connected(ConnectionId connection, Line line) {
		this.lines.put(connection, line);
		this.events.connected(connection);
	}

	@Override
	public void send(ConnectionId connection, Message message) {
		Line line = this.lines.get(connection);
		if (line != null && hears(line)) {
			line.peer.loop.execute(() -> line.peer.received(line.theirs, message));
		}
	}

	private boolean hears(Line line) {
		return !this.dead && !this.network.isCut(endpoint(), line.peer.endpoint());
	}

	private void received(ConnectionId connection, Message message) {
		if (!this.dead && this.lines.containsKey(connection)) {
			this.events.received(connection, message);
		}
	}

	/** Everything left at once. */
	@Override
	public void flush() {
	}

	@Override
	public void close(ConnectionId connection) {
		Line line = this.lines.remove(connection);
		if (line != null && hears(line)) {
			line.peer.loop.execute(() -> line.peer.closed(line.theirs, Ending.CLOSED));
		}
	}

	private void closed(ConnectionId connection, Ending ending) {
		if (this.lines.remove(connection) != null && !this.dead) {
			this.events.closed(connection, ending);
		}
	}

	/** Ends as a process that is killed: ports and connections close without a word. */
	void kill() {
		this.network.forget(endpoint());
		this.loop.execute(() -> {
			List.copyOf(this.lines.keySet()).forEach(this::close);
			this.dead = true;
		});
	}

	/** Breaks the connections with another member at both ends; they may connect anew. */
	void breakLinks(MemoryTransport other) {
		this.loop.execute(() -> new ArrayList<>(this.lines.entrySet()).stream()
			.filter((entry) -> entry.getValue().peer == other)
			.forEach((entry) -> {
				Line line = entry.getValue();
				this.lines.remove(entry.getKey());
				line.peer.loop.execute(() -> line.peer.closed(line.theirs, Ending.BROKEN));
				this.events.closed(entry.getKey(), Ending.BROKEN);
			}));
	}

	@Override
	public CompletableFuture<Void> close() {
		this.network.forget(endpoint());
		List.copyOf(this.lines.keySet()).forEach(this::close);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public TransportCounters counters() {
		return NOTHING_COUNTED;
	}

	/** The other end of a connection. */
	private record Line(MemoryTransport peer, ConnectionId theirs) {

	}

}

package io.starling.mesh;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.transport.Transport;
import io.starling.mesh.transport.TransportCounters;
import io.starling.mesh.transport.TransportEvents;

/**
 * A transport without a network: it writes down what it is asked for, and throws what and
 * where the test says.
 */
final class FakeTransport implements Transport {

	private final List<ConnectionId> dials = new CopyOnWriteArrayList<>();

	private final List<Message> sent = new CopyOnWriteArrayList<>();

	private final List<ConnectionId> closed = new CopyOnWriteArrayList<>();

	private volatile Operation failing = Operation.NONE;

	private volatile Throwable failure = new IllegalStateException("thrown by the test, on purpose");

	private volatile boolean neverCloses;

	private volatile boolean isClosed;

	private volatile boolean knowsThatTheLoopEnded;

	private TransportEvents events;

	FakeTransport with(TransportEvents events) {
		this.events = events;
		return this;
	}

	/** From now on, an operation throws. */
	void fail(Operation operation, Throwable failure) {
		this.failure = failure;
		this.failing = operation;
	}

	void recover() {
		this.failing = Operation.NONE;
	}

	void neverClose() {
		this.neverCloses = true;
	}

	TransportEvents events() {
		return this.events;
	}

	List<ConnectionId> dials() {
		return this.dials;
	}

	List<Message> sent() {
		return new ArrayList<>(this.sent);
	}

	List<ConnectionId> closed() {
		return this.closed;
	}

	boolean isClosed() {
		return this.isClosed;
	}

	boolean knowsThatTheLoopEnded() {
		return this.knowsThatTheLoopEnded;
	}

	@Override
	public CompletableFuture<InetSocketAddress> bind(String host, int firstPort, int lastPort) {
		throwIf(Operation.BIND);
		return CompletableFuture.completedFuture(new InetSocketAddress(host, 4711));
	}

	@Override
	public void connect(ConnectionId connection, Endpoint endpoint) {
		this.dials.add(connection);
		throwIf(Operation.CONNECT);
	}

	@Override
	public void send(ConnectionId connection, Message message) {
		throwIf(Operation.SEND);
		this.sent.add(message);
	}

	@Override
	public void flush() {
		throwIf(Operation.FLUSH);
	}

	@Override
	public void close(ConnectionId connection) {
		this.closed.add(connection);
		throwIf(Operation.CLOSE);
	}

	@Override
	public CompletableFuture<Void> close() {
		this.isClosed = true;
		throwIf(Operation.CLOSE_ALL);
		return this.neverCloses ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
	}

	@Override
	public void loopEnded() {
		this.knowsThatTheLoopEnded = true;
	}

	@Override
	public TransportCounters counters() {
		return new TransportCounters(0, 0, 0, 0, 0, 0, 0);
	}

	private void throwIf(Operation operation) {
		if (this.failing == operation) {
			if (this.failure instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) this.failure;
		}
	}

	/** What may fail. */
	enum Operation {

		NONE, BIND, CONNECT, SEND, FLUSH, CLOSE, CLOSE_ALL

	}

}

package io.starling.mesh.transport;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectionId;

/**
 * The connections of one member: a port that others connect to, and the connections that
 * either side opened. {@link TcpTransport} is the usual one; another can stand in its
 * place, in tests for example.
 *
 * <p>
 * Thread rule: it lives on one event loop. Every method but {@link #counters()} and
 * {@link #loopEnded()} is called on that loop's thread; every callback and every result
 * comes on that thread, and never from within the call that it is the result of.
 */
public interface Transport {

	/**
	 * Begins to listen on the first free port of a range. To be called at most once.
	 * @param host the local address to listen on, or its name
	 * @param firstPort the first port to try; 0 lets the system choose
	 * @param lastPort the last port to try; ignored if the first is 0
	 * @return the address listened on; fails with a {@link PortsTakenException} if all
	 * ports of the range are taken, an {@link java.net.UnknownHostException} if the name
	 * is not found, or another {@link java.io.IOException}
	 */
	CompletableFuture<InetSocketAddress> bind(String host, int firstPort, int lastPort);

	/**
	 * Opens a connection. Either {@link TransportEvents#connected} or
	 * {@link TransportEvents#connectFailed} follows, within a bounded time.
	 * @param connection the new connection's name, never used before
	 * @param endpoint where to connect to
	 */
	void connect(ConnectionId connection, Endpoint endpoint);

	/**
	 * Sends a message, in order and at best effort: what waits for too long may be
	 * dropped, but for hellos and goodbyes.
	 * @param connection a connection that stands; any other is ignored
	 * @param message the message
	 */
	void send(ConnectionId connection, Message message);

	/**
	 * Lets what was sent leave now instead of at the end of this turn of the loop.
	 */
	void flush();

	/**
	 * Closes a connection once what was sent on it has been handed to the network, or
	 * gives up opening it. No callback follows for it.
	 * @param connection the connection; one that is closed already is ignored
	 */
	void close(ConnectionId connection);

	/**
	 * Stops listening and closes all connections as {@link #close(ConnectionId)} does. No
	 * callback follows. May be called more than once.
	 * @return completed when the port and the last connection are closed, within a
	 * bounded time
	 */
	CompletableFuture<Void> close();

	/**
	 * Closes all sockets at once, as the loop has ended and can close none. On any
	 * thread, and only then; no callback follows. Does nothing where there are none.
	 */
	default void loopEnded() {
	}

	/**
	 * Returns what was counted so far.
	 * @return the counters at this moment
	 */
	TransportCounters counters();

}

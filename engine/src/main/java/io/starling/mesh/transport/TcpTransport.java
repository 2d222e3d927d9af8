package io.starling.mesh.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import io.starling.mesh.log.RareLine;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TCP connections of one mesh: a port that others connect to, and the connections
 * that either side opened.
 *
 * <p>
 * Thread rule: it lives on one event loop. Every method but {@link #counters()} and
 * {@link #loopEnded()} has to be called on that loop's thread, or it throws an
 * {@link IllegalStateException}; every callback and every result comes on that thread,
 * and never from within the call that it is the result of.
 *
 * <p>
 * What is sent within one turn of the loop leaves together at its end, in one write for
 * each connection.
 *
 * <p>
 * A connection whose other side reads too slowly does not fill the memory: while more
 * than {@link TransportSettings#highWaterMark()} bytes wait on it, messages are dropped
 * and counted. That is safe for all that a mesh sends: news and tables are repaired by
 * anti-entropy, which compares digests with every ping until they agree, and a ping that
 * is not answered is just what the other side's silence should look like. Only a hello or
 * a goodbye is never dropped; where not even those get away, the connection is cut at
 * {@link TransportSettings#hardLimit()}. On all connections together at most
 * {@link TransportSettings#maxWaiting()} bytes wait.
 */
public final class TcpTransport implements Transport {

	private static final Logger log = LoggerFactory.getLogger(TcpTransport.class);

	private final EventLoop loop;

	private final NameLookup names;

	private final TransportSettings settings;

	private final TransportEvents events;

	private final Sockets sockets;

	private final Bootstrap client;

	private final Traffic traffic = new Traffic();

	private final Link.Owner owner = new LinkOwner();

	private final Map<ConnectionId, Dial> dials = new HashMap<>();

	private final Map<ConnectionId, Link> links = new HashMap<>();

	private final Admission admission;

	private final Backlog backlog;

	private final Outgoing outgoing;

	private final RareLine failed = new RareLine();

	private long accepted;

	private @Nullable CompletableFuture<Void> closed;

	/**
	 * Creates a transport that has no connection and listens nowhere yet.
	 * @param loop the event loop to live on, made for NIO; stays the caller's
	 * @param names looks names up; stays the caller's
	 * @param settings the bounds
	 * @param events is told what happens
	 */
	public TcpTransport(EventLoop loop, NameLookup names, TransportSettings settings, TransportEvents events) {
		this.loop = loop;
		this.names = names;
		this.settings = settings;
		this.events = events;
		this.sockets = new Sockets(loop, settings);
		this.client = this.sockets.client();
		this.admission = new Admission(settings);
		this.backlog = new Backlog(settings.maxWaiting());
		this.outgoing = new Outgoing(loop, this.traffic, this.backlog);
	}

	@Override
	public CompletableFuture<InetSocketAddress> bind(String host, int firstPort, int lastPort) {
		requireLoop();
		CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
		ServerPort port = new ServerPort(this.sockets.server(this::accept), this.loop, firstPort, lastPort, bound);
		Future<List<InetAddress>> lookup = this.names.lookup(host, this.loop);
		lookup.addListener((done) -> {
			if (lookup.isSuccess()) {
				port.bind(lookup.getNow().get(0));
			}
			else {
				bound.completeExceptionally(lookup.cause());
			}
		});
		return bound;
	}

	@Override
	public void connect(ConnectionId connection, Endpoint endpoint) {
		requireLoop();
		if (this.closed != null) {
			return;
		}
		Dial dial = new Dial(endpoint, this.client, this.loop, new DialOutcome(connection));
		this.dials.put(connection, dial);
		dial.start(this.names);
	}

	@Override
	public void send(ConnectionId connection, Message message) {
		requireLoop();
		Link link = this.links.get(connection);
		if (link != null && link.isOpen()) {
			this.outgoing.send(link, message);
		}
	}

	@Override
	public void flush() {
		requireLoop();
		this.outgoing.flush();
	}

	@Override
	public void close(ConnectionId connection) {
		requireLoop();
		Dial dial = this.dials.remove(connection);
		if (dial != null) {
			dial.cancel();
		}
		Link link = this.links.remove(connection);
		if (link != null) {
			link.close();
		}
	}

	@Override
	public CompletableFuture<Void> close() {
		requireLoop();
		if (this.closed == null) {
			List.copyOf(this.dials.keySet()).forEach(this::close);
			List.copyOf(this.links.keySet()).forEach(this::close);
			this.admission.close();
			this.closed = this.sockets.close();
		}
		return this.closed;
	}

	@Override
	public void loopEnded() {
		this.sockets.loopEnded();
	}

	@Override
	public TransportCounters counters() {
		return this.traffic.snapshot();
	}

	/** How many bytes wait to be written on all connections now. */
	long waiting() {
		return this.backlog.measured();
	}

	private void accept(SocketChannel channel) {
		ConnectionId id = new ConnectionId(false, ++this.accepted);
		this.admission.connected(link(id, channel));
	}

	private Link link(ConnectionId id, SocketChannel channel) {
		Link link = new Link(id, channel, this.settings, this.traffic, this.owner);
		this.backlog.add(link);
		return link;
	}

	/** Runs a callback about a link; one that fails costs the link, and nothing else. */
	private void tell(Link link, Runnable callback) {
		try {
			callback.run();
		}
		catch (RuntimeException | Error ex) {
			this.failed.write(
					(since) -> log.error(
							"The mesh failed to take in an event of the connection {}, which is "
									+ "closed for it; {} other failures since the last such line",
							link.id(), since, ex));
			link.breakOff("a failure on this side");
		}
	}

	private void requireLoop() {
		if (!this.loop.inEventLoop()) {
			throw new IllegalStateException(
					"To be called on the transport's event loop, not on " + Thread.currentThread());
		}
	}

	/** What becomes of accepted and of standing connections. */
	private final class LinkOwner implements Link.Owner {

		@Override
		public void greeted(Link link, Message.Hello hello) {
			if (!TcpTransport.this.admission.greeted(link)) {
				return;
			}
			TcpTransport.this.links.put(link.id(), link);
			tell(link, () -> TcpTransport.this.events.accepted(link.id()));
			received(link, hello);
		}

		@Override
		public void received(Link link, Message message) {
			if (link.isOpen()) {
				tell(link, () -> TcpTransport.this.events.received(link.id(), message));
			}
		}

		@Override
		public void ended(Link link) {
			TcpTransport.this.admission.ended(link);
			TcpTransport.this.backlog.remove(link);
			if (TcpTransport.this.links.remove(link.id()) != null) {
				tell(link, () -> TcpTransport.this.events.closed(link.id(), link.ending()));
			}
		}

	}

	/** What becomes of one dial. */
	private final class DialOutcome implements Dial.Outcome {

		private final ConnectionId id;

		DialOutcome(ConnectionId id) {
			this.id = id;
		}

		@Override
		public void lookingUp() {
			report(() -> TcpTransport.this.events.lookingUp(this.id), "is being looked up");
		}

		@Override
		public void dialling() {
			report(() -> TcpTransport.this.events.dialling(this.id), "is dialled");
		}

		@Override
		public void connected(SocketChannel channel) {
			TcpTransport transport = TcpTransport.this;
			transport.dials.remove(this.id);
			Link link = transport.link(this.id, channel);
			transport.links.put(this.id, link);
			tell(link, () -> transport.events.connected(this.id));
		}

		@Override
		public void failed(ConnectFailure failure, String detail) {
			TcpTransport.this.dials.remove(this.id);
			report(() -> TcpTransport.this.events.connectFailed(this.id, failure, detail), "failed");
		}

		private void report(Runnable callback, String what) {
			try {
				callback.run();
			}
			catch (RuntimeException | Error ex) {
				TcpTransport.this.failed
					.write((since) -> log.error("The mesh failed to take in that the connection {} {}; "
							+ "{} other failures since the last such line", this.id, what, since, ex));
			}
		}

	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * All connections of this member, and the only way out for messages and counts. Rumors
 * gather during a burst of inputs and leave together at its end, one message a
 * connection.
 */
final class Links {

	/**
	 * A link that has carried rumors rests for one to three of these, drawn, so that
	 * neighbours do not rest in step.
	 */
	private static final Duration REST = Duration.ofMillis(1);

	/** A row of more bytes is only offered on some of the links. */
	private static final int LARGE = 1024;

	private final MemberId self;

	private final Duration patience;

	private final Duration hangTolerance;

	private final Sleep sleep;

	private final RandomGenerator random;

	private final Outbox out;

	private final TreeMap<ConnectionId, Connection> connections = new TreeMap<>();

	/** The open connections, one a peer; replaced as a whole when one opens or ends. */
	private NavigableMap<MemberId, Connection> peers = new TreeMap<>();

	private NavigableSet<MemberId> peerIds = Collections.emptyNavigableSet();

	private final Carriers carriers;

	private long dialled;

	Links(MemberId self, Settings settings, Sleep sleep, RandomGenerator random, Outbox out) {
		this.self = self;
		this.sleep = sleep;
		this.random = random;
		this.patience = settings.pingTimeout();
		this.hangTolerance = settings.hangTolerance();
		this.carriers = new Carriers(2 * settings.rings());
		this.out = out;
	}

	/** Dials, to give up when a hello has not come within some time. */
	Connection dial(Endpoint endpoint, Connection.Purpose purpose, @Nullable MemberId expected, Duration patience,
			Instant now) {
		ConnectionId id = new ConnectionId(true, ++this.dialled);
		Connection connection = new Connection(id, purpose, endpoint, expected, roundTrip(), now);
		connection.patience = patience;
		this.connections.put(id, connection);
		this.out.connect(id, endpoint);
		return connection;
	}

	Connection accept(ConnectionId id, Instant now) {
		Connection connection = new Connection(id, Connection.Purpose.ACCEPTED, null, null, roundTrip(), now);
		connection.patience = this.patience;
		this.connections.put(id, connection);
		return connection;
	}

	private RoundTrip roundTrip() {
		return new RoundTrip(this.patience.multipliedBy(2), this.hangTolerance);
	}

	@Nullable Connection get(ConnectionId id) {
		return this.connections.get(id);
	}

	/** The other side has said who it is. */
	void open(Connection connection, Member peer, Instant now) {
		connection.peer = peer;
		connection.advance(Connection.Stage.OPEN, now);
		refreshPeers();
	}

	/** Forgets a connection that is closed already. */
	@Nullable Connection remove(ConnectionId id) {
		Connection removed = this.connections.remove(id);
		if (removed != null && removed.isOpen()) {
			refreshPeers();
		}
		return removed;
	}

	private void refreshPeers() {
		NavigableMap<MemberId, Connection> open = new TreeMap<>();
		for (Connection connection : this.connections.values()) {
			if (connection.isOpen() && connection.peer != null) {
				open.merge(connection.peer.id(), connection, this::theOneThatStays);
			}
		}
		this.peers = open;
		this.peerIds = Collections.unmodifiableNavigableSet(open.navigableKeySet());
		this.carriers.refresh(this.peers.values());
	}

	/**
	 * Of two connections between the same members the one dialled by the lower id stays,
	 * of two dialled by the same member the older.
	 */
	private Connection theOneThatStays(Connection one, Connection other) {
		if (one.id.dialled() == other.id.dialled()) {
			return (one.id.number() < other.id.number()) ? one : other;
		}
		boolean lower = one.peer != null && this.self.compareTo(one.peer.id()) < 0;
		return (one.id.dialled() == lower) ? one : other;
	}

	/**
	 * All connections at this moment, in a list that stays as it is while they change.
	 */
	List<Connection> all() {
		return new ArrayList<>(this.connections.values());
	}

	/** All open connections at this moment, surplus ones among them. */
	List<Connection> open() {
		return this.connections.values().stream().filter(Connection::isOpen).toList();
	}

	boolean isAlone() {
		return this.peers.isEmpty();
	}

	/** The members at the other ends; the same object until one comes or goes. */
	NavigableSet<MemberId> peers() {
		return this.peerIds;
	}

	boolean any(Predicate<Connection> condition) {
		return this.connections.values().stream().anyMatch(condition);
	}

	long count(Predicate<Connection> condition) {
		return this.connections.values().stream().filter(condition).count();
	}

	/** The open connection to a member, the one that stays if there are two. */
	Optional<Connection> to(MemberId peer) {
		return Optional.ofNullable(this.peers.get(peer));
	}

	void send(Connection connection, Message message) {
		this.out.send(connection.id, message);
	}

	/** Tells whoever counts. */
	void count(Activity what, long times) {
		this.out.count(what, times);
	}

	/** Puts a rumor to those that leave on one connection with the next flush. */
	void tell(Connection connection, Rumor rumor) {
		connection.outgoing.add(rumor);
	}

	/** Sends a message after the rumors that wait for a connection, not before. */
	void sendLast(Connection connection, Message message) {
		connection.outgoing.follow(message);
	}

	/** Where rumors go out. */
	Carriers carriers() {
		return this.carriers;
	}

	/**
	 * Puts a rumor to those that leave on every link, except back to where it came from.
	 */
	void spread(Rumor rumor, @Nullable Connection except) {
		for (Connection connection : this.carriers.all()) {
			if (!isSame(connection, except)) {
				connection.outgoing.add(rumor);
			}
		}
	}

	/**
	 * Spreads a row: if it is large, to the neighbours of half of the rings only, while
	 * those of the others are told that it is there.
	 */
	void spread(Rumor.OfRow rumor, @Nullable Connection except, Instant now) {
		boolean large = !rumor.row().tombstone() && rumor.row().weight() > LARGE;
		for (Connection connection : this.carriers.all()) {
			if (isSame(connection, except)) {
				continue;
			}
			if (large && this.carriers.isLazy(connection)) {
				connection.outgoing.offer(rumor.row(), now);
			}
			else {
				connection.outgoing.add(rumor);
			}
		}
	}

	private static boolean isSame(Connection connection, @Nullable Connection other) {
		return other != null && other.peer != null && connection.peer().id().equals(other.peer.id());
	}

	/**
	 * Closes a connection on purpose, so that the other side does not take it for
	 * evidence.
	 */
	void close(Connection connection, Goodbye.Reason reason) {
		if (!connection.isAskedFor()) {
			connection.outgoing.hurry();
			flush(Instant.EPOCH);
			this.out.send(connection.id, new Goodbye(reason));
		}
		drop(connection);
	}

	/**
	 * Closes a connection without a word, after the other side's goodbye or for its
	 * silence.
	 */
	void drop(Connection connection) {
		if (remove(connection.id) != null) {
			this.out.close(connection.id);
		}
	}

	/** Sends what has gathered on links that do not rest. */
	void flush(Instant now) {
		// Who wakes up late next time may as well send now what is due until then.
		Instant soon = now.plus(this.sleep.lag());
		List<Rumor> same = List.of();
		List<Message.Gossip> messages = List.of();
		for (Connection connection : this.connections.values()) {
			List<Rumor> rumors = connection.outgoing.takeRumors(soon);
			Message request = connection.outgoing.takeRequest(soon);
			if (!rumors.isEmpty()) {
				// Mostly the same for all links: the same object then, encoded once.
				if (!rumors.equals(same)) {
					same = rumors;
					messages = Outgoing.batches(rumors);
				}
				messages.forEach((message) -> this.out.send(connection.id, message));
				connection.outgoing.rest(now.plus(rest()));
			}
			if (request != null) {
				this.out.send(connection.id, request);
			}
			Message offers = connection.outgoing.takeOffers(now);
			while (offers != null) {
				this.out.send(connection.id, offers);
				offers = connection.outgoing.takeOffers(now);
			}
		}
	}

	private Duration rest() {
		return REST.plusNanos(this.random.nextLong(2 * REST.toNanos()) + this.sleep.lag().toNanos());
	}

	/** When there is something to {@link #flush} again. */
	Instant nextFlush() {
		Instant next = Instant.MAX;
		for (Connection connection : this.connections.values()) {
			Instant due = connection.outgoing.due();
			next = due.isBefore(next) ? due : next;
		}
		return next;
	}

}

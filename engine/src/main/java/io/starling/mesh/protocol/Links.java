package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * All connections of this member, and the only way out for messages. Rumors gather during
 * a burst of inputs and leave together at its end, one message a connection.
 */
final class Links {

	/** A gossip message is closed when it has grown to this many bytes of rows. */
	private static final int GOSSIP_SIZE = 64 * 1024;

	private final MemberId self;

	private final Duration patience;

	private final Outbox out;

	private final TreeMap<ConnectionId, Connection> connections = new TreeMap<>();

	/** The open connections, one a peer; replaced as a whole when one opens or ends. */
	private NavigableMap<MemberId, Connection> peers = new TreeMap<>();

	private NavigableSet<MemberId> peerIds = Collections.emptyNavigableSet();

	private NavigableSet<MemberId> neighbours = Collections.emptyNavigableSet();

	/**
	 * Those who came last and were alone: they hear everything here until they have links
	 * of their own.
	 */
	private final Deque<Connection> newcomers = new ArrayDeque<>();

	private final int mostNewcomers;

	/** Where rumors go out; null when it has to be found out again. */
	private @Nullable List<Connection> carriers;

	private long dialled;

	Links(MemberId self, Settings settings, Outbox out) {
		this.self = self;
		this.patience = settings.pingTimeout();
		this.mostNewcomers = 2 * settings.rings();
		this.out = out;
	}

	Connection dial(Endpoint endpoint, Connection.Purpose purpose, @Nullable MemberId expected, Instant now) {
		ConnectionId id = new ConnectionId(true, ++this.dialled);
		Connection connection = new Connection(id, purpose, endpoint, expected, new RoundTrip(this.patience), now);
		this.connections.put(id, connection);
		this.out.connect(id, endpoint);
		return connection;
	}

	Connection accept(ConnectionId id, Instant now) {
		Connection connection = new Connection(id, Connection.Purpose.ACCEPTED, null, null,
				new RoundTrip(this.patience), now);
		this.connections.put(id, connection);
		return connection;
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
		this.carriers = null;
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

	/** The open connection to a member, the one that stays if there are two. */
	Optional<Connection> to(MemberId peer) {
		return Optional.ofNullable(this.peers.get(peer));
	}

	void send(Connection connection, Message message) {
		this.out.send(connection.id, message);
	}

	/** Puts a rumor to those that leave on one connection with the next flush. */
	void tell(Connection connection, Rumor rumor) {
		connection.outgoing.add(rumor);
	}

	/** Follows the overlay: rumors spread over the links with neighbours. */
	void follow(NavigableSet<MemberId> neighbours) {
		if (this.neighbours != neighbours) {
			this.neighbours = neighbours;
			this.carriers = null;
		}
	}

	/**
	 * A newcomer has joined by a connection; the one who did so before many others did is
	 * none any more.
	 */
	void welcome(Connection connection) {
		this.newcomers.add(connection);
		if (this.newcomers.size() > this.mostNewcomers) {
			this.newcomers.remove();
		}
		this.carriers = null;
	}

	/**
	 * The connections that carry rumors: the links with neighbours and those by which the
	 * last newcomers joined, or all as long as no such link stands.
	 */
	private List<Connection> carriers() {
		List<Connection> carriers = this.carriers;
		if (carriers == null) {
			this.newcomers.removeIf((newcomer) -> !this.connections.containsKey(newcomer.id));
			carriers = this.peers.values()
				.stream()
				.filter((link) -> this.neighbours.contains(link.peer().id()) || this.newcomers.contains(link))
				.toList();
			carriers = carriers.isEmpty() ? List.copyOf(this.peers.values()) : carriers;
			this.carriers = carriers;
		}
		return carriers;
	}

	/**
	 * Puts a rumor to those that leave on every link, except back to where it came from.
	 */
	void spread(Rumor rumor, @Nullable Connection except) {
		MemberId source = (except != null && except.peer != null) ? except.peer.id() : null;
		for (Connection connection : carriers()) {
			if (!connection.peer().id().equals(source)) {
				connection.outgoing.add(rumor);
			}
		}
	}

	/**
	 * Closes a connection on purpose, so that the other side does not take it for
	 * evidence.
	 */
	void close(Connection connection, Goodbye.Reason reason) {
		if (connection.stage != Connection.Stage.DIALLING) {
			flush();
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

	/** Sends what has gathered. */
	void flush() {
		List<Rumor> rumors = List.of();
		List<Message.Gossip> messages = List.of();
		for (Connection connection : this.connections.values()) {
			if (connection.outgoing.isEmpty()) {
				continue;
			}
			// Mostly the same for all links: the same object then, which is encoded once.
			if (!connection.outgoing.equals(rumors)) {
				rumors = List.copyOf(connection.outgoing);
				messages = batches(rumors);
			}
			connection.outgoing.clear();
			messages.forEach((message) -> this.out.send(connection.id, message));
		}
	}

	/** About how many bytes a rumor takes, rather more than less. */
	private static int size(Rumor rumor) {
		if (rumor instanceof Rumor.OfRow it) {
			return 100 + it.row().weight();
		}
		return (rumor instanceof Rumor.OfMember it)
				? 100 + it.member().endpoint().host().length() + it.member().zone().length() : 100;
	}

	private static List<Message.Gossip> batches(List<Rumor> rumors) {
		List<Message.Gossip> messages = new ArrayList<>();
		int from = 0;
		int size = 0;
		for (int i = 0; i < rumors.size(); i++) {
			size += size(rumors.get(i));
			boolean full = size >= GOSSIP_SIZE || i - from + 1 == Limits.RUMORS_PER_MESSAGE;
			if (full || i == rumors.size() - 1) {
				messages.add(new Message.Gossip(rumors.subList(from, i + 1)));
				from = i + 1;
				size = 0;
			}
		}
		return messages;
	}

}

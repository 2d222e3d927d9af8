package io.starling.simulator.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectionId;

/**
 * One process's place on the network: where it listens, and the connections that it
 * holds. Every call returns at once; what comes of it is told to the {@link Listener}
 * later, never from within the call.
 */
public final class Port {

	private final Network network;

	private final Endpoint endpoint;

	private final Listener listener;

	private final TreeMap<ConnectionId, End> held = new TreeMap<>();

	/** The names that the process has looked up. */
	private final TreeSet<String> found = new TreeSet<>();

	private long accepted;

	private boolean listening = true;

	private boolean vanished;

	Port(Network network, Endpoint endpoint, Listener listener) {
		this.network = network;
		this.endpoint = endpoint;
		this.listener = listener;
	}

	/**
	 * Returns where the process listens.
	 * @return the endpoint
	 */
	public Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Tells whether the process still concerns itself with a connection: it asked for it
	 * or accepted it, and neither closed nor forgot it.
	 * @param connection the connection
	 * @return true if it does
	 */
	public boolean holds(ConnectionId connection) {
		return this.held.containsKey(connection);
	}

	/**
	 * Returns how many connections the kernel keeps for the process, those that it still
	 * dials among them.
	 * @return the number of connections
	 */
	public int connections() {
		int connections = 0;
		for (End end : this.held.values()) {
			connections += (end.isOpen() || end.isDialling()) ? 1 : 0;
		}
		return connections;
	}

	/**
	 * Tells whether something that was sent on a connection that stands has been waiting
	 * for the other side to hear it, as after a cut, while TCP does not try again yet.
	 * @param time for how long at least
	 * @return true if anything has
	 */
	public boolean isBehind(Duration time) {
		for (End end : this.held.values()) {
			Channel out = end.out();
			if (end.isOpen() && out != null && out.isBehind(time)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Opens a connection.
	 * @param connection the name for it
	 * @param to where to
	 * @throws IllegalArgumentException if the name is taken
	 */
	public void connect(ConnectionId connection, Endpoint to) {
		End end = new End(this, connection);
		if (this.held.putIfAbsent(connection, end) != null) {
			throw new IllegalArgumentException("The name " + connection + " is taken");
		}
		this.network.dial(end, to);
	}

	/**
	 * Sends a message; one on a connection that does not stand is ignored.
	 * @param connection the connection
	 * @param parcel the message
	 */
	public void send(ConnectionId connection, Parcel parcel) {
		End end = this.held.get(connection);
		if (end != null) {
			end.send(parcel);
		}
	}

	/**
	 * Closes a connection, after what was sent on it.
	 * @param connection the connection; one that is not held is ignored
	 */
	public void close(ConnectionId connection) {
		End end = this.held.remove(connection);
		if (end != null) {
			end.close();
		}
	}

	/**
	 * Forgets a connection that was told to have failed or closed.
	 * @param connection the connection
	 */
	public void forget(ConnectionId connection) {
		this.held.remove(connection);
	}

	/**
	 * Ends the process: its kernel closes all that it held, and last of all the place
	 * where it listened. Who dials meanwhile gets a connection that breaks at once.
	 */
	public void shutDown() {
		this.listening = false;
		this.network.stopListening(this);
		List<End> ends = new ArrayList<>(this.held.values());
		this.held.clear();
		ends.forEach(End::abandon);
	}

	/**
	 * Breaks the connections to another process, as a box in between does that sends a
	 * reset to both ends.
	 * @param peer where the other process listens
	 * @return how many were broken
	 */
	public int breakConnections(Endpoint peer) {
		List<End> ends = endsTo(peer);
		ends.forEach(this.network::breakUp);
		return ends.size();
	}

	/**
	 * Mutes the connections to another process, as a box in between does that forgot
	 * them: whatever is sent on them vanishes, new ones are not touched.
	 * @param peer where the other process listens
	 * @return how many were muted
	 */
	public int muteConnections(Endpoint peer) {
		List<End> ends = endsTo(peer);
		ends.forEach(this.network::mute);
		return ends.size();
	}

	private List<End> endsTo(Endpoint peer) {
		return this.held.values()
			.stream()
			.filter((end) -> end.isOpen() && peerOf(end).filter(peer::equals).isPresent())
			.toList();
	}

	/**
	 * Returns where the far side of a connection listens.
	 * @param connection the connection
	 * @return the endpoint; empty if the connection is not held or never stood
	 */
	public Optional<Endpoint> peer(ConnectionId connection) {
		return Optional.ofNullable(this.held.get(connection)).flatMap(Port::peerOf);
	}

	private static Optional<Endpoint> peerOf(End end) {
		return Optional.ofNullable(end.out()).map((out) -> out.to().port().endpoint());
	}

	/**
	 * Returns how long a look-up takes that begins now.
	 * @return the time, which is bounded
	 */
	public Duration lookupTime() {
		return Lookup.bounded(this.network.names().delayFor(this.endpoint.host()));
	}

	/**
	 * Ends a look-up of several hosts.
	 * @param hosts their names and ports
	 * @return those whose names are found now, or were before
	 */
	public List<Endpoint> find(List<Endpoint> hosts) {
		NameService names = this.network.names();
		boolean answered = !Lookup.isTooLate(names.delayFor(this.endpoint.host()));
		return hosts.stream().filter((it) -> {
			if (answered && !names.isGone(names.hostOf(it.host()))) {
				finds(it.host());
			}
			return hasFound(it.host());
		}).toList();
	}

	/** The process has found where a name leads. */
	void finds(String name) {
		this.found.add(name);
	}

	/** Tells whether the process remembers where a name led. */
	boolean hasFound(String name) {
		return this.found.contains(name);
	}

	boolean isListening() {
		return this.listening;
	}

	Network network() {
		return this.network;
	}

	Listener listener() {
		return this.listener;
	}

	ConnectionId nextAccepted() {
		return new ConnectionId(false, this.accepted++);
	}

	boolean accept(End end) {
		if (this.listening) {
			this.held.put(end.id(), end);
		}
		else {
			end.abandon();
		}
		return this.listening;
	}

	/** The host is gone, and all that its kernel knew. */
	void vanish() {
		this.listening = false;
		this.vanished = true;
		this.held.clear();
	}

	boolean isVanished() {
		return this.vanished;
	}

}

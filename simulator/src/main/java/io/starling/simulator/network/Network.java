package io.starling.simulator.network;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.Ending;
import io.starling.simulator.time.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * The hosts and what lies between them. Packets are late by a drawn latency, get lost
 * with a probability, and do not pass cuts; hosts can go dark. Loopback loses nothing.
 */
public final class Network {

	/** How long a kernel takes at most to end a process on a busy machine. */
	private static final Duration LONGEST_EXIT = Duration.ofMillis(3);

	private final Timeline timeline;

	private final RandomGenerator random;

	private final Traffic traffic = new Traffic();

	private final TreeMap<Endpoint, Port> listening = new TreeMap<>();

	private final TreeSet<String> known = new TreeSet<>();

	private final TreeSet<String> dark = new TreeSet<>();

	private final NameService names = new NameService();

	private final Troubles troubles = new Troubles();

	private final Cuts cuts = new Cuts();

	private NetworkSettings settings;

	/**
	 * Creates a network without hosts.
	 * @param timeline the time that it lives in
	 * @param random draws latencies and losses
	 * @param settings how it behaves
	 */
	public Network(Timeline timeline, RandomGenerator random, NetworkSettings settings) {
		this.timeline = timeline;
		this.random = random;
		this.settings = settings;
	}

	/**
	 * Starts to listen on a host, which is plugged in if it was dark.
	 * @param endpoint the host and port
	 * @param listener is told of all connections
	 * @return the place on the network
	 * @throws IllegalStateException if another process listens there
	 */
	public Port listen(Endpoint endpoint, Listener listener) {
		Port predecessor = this.listening.get(endpoint);
		if (predecessor != null && predecessor.isListening()) {
			throw new IllegalStateException("The address " + endpoint + " is in use");
		}
		this.known.add(endpoint.host());
		this.dark.remove(endpoint.host());
		this.names.comesBack(endpoint.host());
		Port port = new Port(this, endpoint, listener);
		this.listening.put(endpoint, port);
		return port;
	}

	/**
	 * Makes a host go dark, with all its processes and connections: nothing is heard of
	 * it any more until somebody listens there again.
	 * @param host the host
	 */
	public void darken(String host) {
		this.dark.add(host);
		List<Port> ports = this.listening.values()
			.stream()
			.filter((port) -> port.endpoint().host().equals(host))
			.toList();
		ports.forEach((port) -> this.listening.remove(port.endpoint()));
		ports.forEach(Port::vanish);
	}

	/**
	 * Gives a dark host its power back, and its name; nobody listens on it yet.
	 * @param host the host
	 */
	public void lighten(String host) {
		this.dark.remove(host);
		this.names.comesBack(host);
	}

	/**
	 * Cuts some hosts off some others, in one direction; what is sent vanishes.
	 * @param from the hosts whose packets no longer arrive
	 * @param to the hosts that they no longer arrive at
	 * @return the cut, to be mended
	 */
	public Cut cut(Set<String> from, Set<String> to) {
		return cut(from, to, Cut.Answer.NONE);
	}

	/**
	 * Cuts some hosts off some others, in one direction.
	 * @param from the hosts whose packets no longer arrive
	 * @param to the hosts that they no longer arrive at
	 * @param answer what becomes of these packets
	 * @return the cut, to be mended
	 */
	public Cut cut(Set<String> from, Set<String> to, Cut.Answer answer) {
		return this.cuts.add(new Cut(from, to, answer, this.timeline.now()));
	}

	/**
	 * Mends a cut.
	 * @param cut the cut
	 */
	public void mend(Cut cut) {
		this.cuts.mend(cut, this.timeline.now());
	}

	/** Mends all cuts. */
	public void mendAll() {
		this.cuts.mendAll(this.timeline.now());
	}

	/**
	 * Tells whether a cut keeps packets from passing now.
	 * @param from the host that sends
	 * @param to the host that is sent to
	 * @return true if nothing passes
	 */
	public boolean isCut(String from, String to) {
		return this.cuts.between(from, to) != null;
	}

	/**
	 * Returns all cuts that there ever were.
	 * @return the cuts, in the order in which they began
	 */
	public List<Cut> cuts() {
		return this.cuts.history();
	}

	/** What becomes of packets that a cut stops; null if none does. */
	Cut.@Nullable Answer answer(String from, String to) {
		Cut cut = this.cuts.between(from, to);
		return (cut != null) ? cut.answer() : null;
	}

	/**
	 * Returns how the network behaves.
	 * @return the settings
	 */
	public NetworkSettings settings() {
		return this.settings;
	}

	/**
	 * Changes how the network behaves from now on.
	 * @param settings the new settings
	 */
	public void behave(NetworkSettings settings) {
		this.settings = settings;
	}

	/**
	 * Returns what is wrong with single hosts.
	 * @return the troubles, to be added to
	 */
	public Troubles troubles() {
		return this.troubles;
	}

	/**
	 * Gives a host a bad cable: whatever it sends and is sent may get lost, besides what
	 * the network loses anyway.
	 * @param host the host
	 * @param loss the probability that a packet from or to it is lost, 0 for a good cable
	 */
	public void lose(String host, double loss) {
		this.troubles.lose(host, loss);
	}

	/**
	 * Returns what tells where hosts are.
	 * @return the name service
	 */
	public NameService names() {
		return this.names;
	}

	/**
	 * Ends all that is wrong with it: cuts, loss, late answers; the dark stay dark, and
	 * names that are gone stay away.
	 */
	public void calm() {
		mendAll();
		this.troubles.end();
		this.names.recover();
		this.settings = this.settings.withLoss(0);
	}

	/**
	 * Returns the counts of what happened.
	 * @return the counts, which go on counting
	 */
	public Traffic traffic() {
		return this.traffic;
	}

	Duration now() {
		return this.timeline.now();
	}

	void later(Duration delay, Runnable action) {
		this.timeline.after(delay, action);
	}

	void count(Happening happening) {
		this.traffic.add(happening);
	}

	void sent(int bytes) {
		this.traffic.addBytes(bytes);
	}

	boolean isDark(String host) {
		return this.dark.contains(host);
	}

	boolean passes(String from, String to) {
		return from.equals(to) || (!isCut(from, to) && !isLost(from, to));
	}

	private boolean isLost(String from, String to) {
		return isLost(this.settings.loss()) || isLost(this.troubles.loss(from)) || isLost(this.troubles.loss(to));
	}

	private boolean isLost(double loss) {
		return loss > 0 && this.random.nextDouble() < loss;
	}

	Duration drawLatency() {
		return draw(this.settings.minLatency(), this.settings.maxLatency());
	}

	Duration drawPatience() {
		return draw(this.settings.minPatience(), this.settings.maxPatience());
	}

	private Duration draw(Duration min, Duration max) {
		return Duration.ofNanos(this.random.nextLong(min.toNanos(), max.toNanos() + 1));
	}

	void stopListening(Port port) {
		later(draw(Duration.ZERO, LONGEST_EXIT), () -> this.listening.remove(port.endpoint(), port));
	}

	void dial(End from, Endpoint to) {
		count(Happening.DIALLED);
		new Lookup(this, from, to).begin();
	}

	/** Tells whether packets to a host have anywhere to go, be it dark or not. */
	boolean isKnown(String host) {
		return this.known.contains(host);
	}

	@Nullable Port at(Endpoint endpoint) {
		return this.listening.get(endpoint);
	}

	void breakUp(End end) {
		count(Happening.BROKEN);
		Channel out = end.out();
		if (out != null) {
			out.kill();
			later(drawLatency(), () -> end.lost(Ending.BROKEN));
			later(drawLatency(), () -> out.to().lost(Ending.BROKEN));
		}
	}

	void mute(End end) {
		count(Happening.MUTED);
		Channel out = end.out();
		if (out != null) {
			out.mute();
			Channel back = out.to().out();
			if (back != null) {
				back.mute();
			}
		}
	}

}

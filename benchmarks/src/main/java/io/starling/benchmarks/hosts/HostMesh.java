package io.starling.benchmarks.hosts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.starling.mesh.model.MemberId;

/**
 * The mesh under test: one node on each host. Belongs to one thread, but for
 * {@link #close()}.
 */
final class HostMesh {

	/** More JVMs that start at once only wait for each other. */
	private static final int STARTING_AT_ONCE = 4;

	private static final int SEEDS = 3;

	private static final Duration AGREEMENT_LIMIT = Duration.ofSeconds(90);

	private static final Duration POLL = Duration.ofMillis(10);

	private final HostNetwork network;

	private final HostsPlan plan;

	private final Path directory;

	private final Journal journal;

	private final EventLog log = new EventLog();

	private final TreeMap<Integer, NodeProcess> nodes = new TreeMap<>();

	private boolean closed;

	HostMesh(HostNetwork network, HostsPlan plan, Path directory, Journal journal) {
		this.network = network;
		this.plan = plan;
		this.directory = directory;
		this.journal = journal;
	}

	HostNetwork network() {
		return this.network;
	}

	HostsPlan plan() {
		return this.plan;
	}

	Journal journal() {
		return this.journal;
	}

	EventLog log() {
		return this.log;
	}

	/** Starts a JVM on each host, and waits until all are warm. */
	void launchAll() {
		List<NodeProcess> launched = new ArrayList<>();
		for (int host = 1; host <= this.plan.hosts(); host++) {
			launched.add(launch(host));
			if (host > STARTING_AT_ONCE) {
				launched.get(host - 1 - STARTING_AT_ONCE).awaitReady();
			}
		}
		launched.forEach(NodeProcess::awaitReady);
	}

	/**
	 * Replaces a node that has ended by a new one on its host.
	 * @return when the new one, its JVM warm, was told to start
	 */
	long restart(int host) {
		NodeProcess node = launch(host);
		node.awaitReady();
		long micros = Event.now();
		node.start();
		return micros;
	}

	private synchronized NodeProcess launch(int host) {
		if (this.closed) {
			throw new IllegalStateException("The mesh is closed");
		}
		List<String> addresses = new ArrayList<>(List.of(this.network.address(host)));
		IntStream.rangeClosed(1, Math.min(SEEDS, this.plan.hosts()))
			.mapToObj(this.network::address)
			.forEach(addresses::add);
		NodeProcess node = NodeProcess.launch(host, addresses, this.directory, this.log::add);
		this.nodes.put(host, node);
		return node;
	}

	/** Returns the nodes in order of host. */
	Collection<NodeProcess> nodes() {
		return this.nodes.values();
	}

	NodeProcess node(int host) {
		NodeProcess node = this.nodes.get(host);
		if (node == null) {
			throw new IllegalArgumentException("No host has the number " + host);
		}
		return node;
	}

	/** Returns the numbers of all hosts but one. */
	List<Integer> othersThan(NodeProcess node) {
		return this.nodes.keySet().stream().filter((host) -> host != node.host()).toList();
	}

	/** Returns those to be hurt one after the other, evenly spread over the hosts. */
	List<NodeProcess> victims() {
		int count = Math.min(this.plan.victims(), this.plan.hosts());
		return IntStream.range(0, count)
			.mapToObj((i) -> node(1 + (2 * i + 1) * this.plan.hosts() / (2 * count)))
			.toList();
	}

	/**
	 * Waits until each node lists exactly all, alive and with their rows, and all tables
	 * are the same.
	 * @return false if that did not happen in time
	 */
	boolean awaitAgreement(Duration limit) {
		Map<Integer, MemberId> members = new TreeMap<>();
		this.nodes.forEach((host, node) -> members.put(host, node.id()));
		boolean agreed = await(() -> this.log.agree(members), limit);
		if (!agreed) {
			this.journal
				.say("  not all list all after " + limit + "; those that do not: " + this.log.dissenters(members));
		}
		return agreed;
	}

	/**
	 * Waits until all agree, as long as is sensible.
	 * @param from when agreement became possible
	 * @return how many milliseconds later the last node reached it; empty if that took
	 * too long
	 */
	Samples agreementSince(long from) {
		Samples samples = new Samples().expect(1);
		if (awaitAgreement(AGREEMENT_LIMIT)) {
			samples.add(this.log.lastChanges(this.nodes.keySet(), from).max());
		}
		return samples;
	}

	/** Waits for a condition; returns false if it did not come true in time. */
	boolean await(BooleanSupplier condition, Duration limit) {
		long end = Event.now() + limit.toNanos() / 1000;
		while (!condition.getAsBoolean()) {
			if (Event.now() > end) {
				return false;
			}
			pause(POLL);
		}
		return true;
	}

	/** Lets time pass. */
	void pause(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	/** Fails if a node has ended that nobody has killed. */
	void checkAlive() {
		List<NodeProcess> ended = this.nodes.values().stream().filter((node) -> !node.isAlive()).toList();
		if (!ended.isEmpty()) {
			throw new IllegalStateException("Ended by themselves: " + ended + "; their logs are in " + this.directory);
		}
	}

	/** Ends all nodes; none starts any more. */
	synchronized void close() {
		this.closed = true;
		this.nodes.values().forEach(NodeProcess::close);
	}

}

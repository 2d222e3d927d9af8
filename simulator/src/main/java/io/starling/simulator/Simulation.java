package io.starling.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

import io.starling.mesh.model.Columns;
import io.starling.mesh.protocol.Settings;
import io.starling.simulator.invariant.Invariants;
import io.starling.simulator.member.Processor;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.Observers;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.member.Trace;
import io.starling.simulator.member.World;
import io.starling.simulator.network.Network;
import io.starling.simulator.time.Timeline;

/**
 * A network of hosts, each with at most one member, and what a test does to them: at
 * once; the consequences come while time passes. A broken invariant ends the run with an
 * {@code InvariantViolation}. Not thread-safe; several may run beside each other.
 */
public final class Simulation {

	/** The name of the mesh that members start in unless it is said otherwise. */
	public static final String MESH = "starling";

	/** The port that all members listen at. */
	public static final int PORT = 7900;

	private final Timeline timeline = new Timeline();

	private final Network network;

	private final Trace trace;

	private final Invariants invariants;

	private final World world;

	private final Hosts hosts;

	/**
	 * Creates a network without hosts.
	 * @param settings what it begins with
	 * @param observer told of everything, after the invariants
	 */
	public Simulation(SimulationSettings settings, MemberObserver observer) {
		SplittableRandom root = new SplittableRandom(settings.seed());
		this.network = new Network(this.timeline, root.split(), settings.network());
		this.trace = new Trace(settings.told());
		this.invariants = new Invariants(this.timeline, this.network, this.trace, settings.auditInterval());
		this.hosts = new Hosts(new Observers(List.of(this.invariants, observer)), root.split(), settings.knownPeers());
		this.world = new World(this.timeline, new Processor(this.timeline, settings.inputCost()), this.network,
				settings.protocol(), settings.drift(), this.hosts::seedsOf, settings.wire(), this.trace);
	}

	/**
	 * Creates a network without hosts that nobody else observes.
	 * @param settings what it begins with
	 */
	public Simulation(SimulationSettings settings) {
		this(settings, MemberObserver.NOBODY);
	}

	/**
	 * Creates a quiet network without hosts.
	 * @param seed decides every chance
	 * @return the simulation
	 */
	public static Simulation seeded(long seed) {
		return new Simulation(SimulationSettings.seeded(seed));
	}

	/**
	 * Says where members look first, from now on.
	 * @param hosts the hosts
	 */
	public void seeds(String... hosts) {
		seedsOf(MESH, hosts);
	}

	/**
	 * Says where members of a mesh look first, from now on.
	 * @param mesh the mesh's name
	 * @param hosts the hosts
	 */
	public void seedsOf(String mesh, String... hosts) {
		this.hosts.seeds(mesh, hosts);
	}

	World world() {
		return this.world;
	}

	Hosts hosts() {
		return this.hosts;
	}

	/**
	 * Starts a member on each host; on one where a member ran before, it is a new one at
	 * the same address.
	 * @param hosts the hosts
	 */
	public void start(String... hosts) {
		for (String host : hosts) {
			startIn(MESH, host);
		}
	}

	/**
	 * Lets members that start on a host from now on run with settings of their own.
	 * @param host the host
	 * @param settings what they run with
	 */
	public void configure(String host, Settings settings) {
		this.hosts.configure(host, settings);
	}

	/**
	 * Starts members on the first hosts of the alphabet, with the first one as the seed.
	 * @param count how many
	 */
	public void startMany(int count) {
		seeds(HostName.of(0));
		for (int i = 0; i < count; i++) {
			start(HostName.of(i));
		}
	}

	/**
	 * Starts a member of a mesh on a host.
	 * @param mesh the mesh's name
	 * @param host the host
	 */
	public void startIn(String mesh, String host) {
		this.hosts.start(this.world, mesh, host);
	}

	/**
	 * Kills processes; their kernels close what they held.
	 * @param hosts where they run
	 */
	public void crash(String... hosts) {
		Arrays.stream(hosts).map(this.hosts::running).forEach(SimulatedMember::crash);
	}

	/**
	 * Lets hosts die without a trace: power, cable, kernel.
	 * @param hosts the hosts
	 */
	public void darken(String... hosts) {
		Arrays.stream(hosts).map(this.hosts::running).forEach(SimulatedMember::goDark);
	}

	/**
	 * Lets members say goodbye and end.
	 * @param hosts where they run
	 */
	public void leave(String... hosts) {
		Arrays.stream(hosts).map(this.hosts::running).forEach(SimulatedMember::leave);
	}

	/**
	 * Kills a process and starts another one at the same address at once.
	 * @param host the host
	 */
	public void restart(String host) {
		String mesh = this.hosts.running(host).mesh();
		crash(host);
		startIn(mesh, host);
	}

	/**
	 * Freezes processes, as a long garbage collection or a frozen container does.
	 * @param hosts where they run
	 */
	public void freeze(String... hosts) {
		Arrays.stream(hosts).map(this.hosts::running).forEach(SimulatedMember::freeze);
	}

	/**
	 * Lets frozen processes go on.
	 * @param hosts where they run
	 */
	public void wake(String... hosts) {
		Arrays.stream(hosts).map(this.hosts::running).forEach(SimulatedMember::wake);
	}

	/**
	 * Begins to cut hosts off others.
	 * @param group the hosts on one side
	 * @return says from whom
	 */
	public Partition partition(String... group) {
		return partition(new TreeSet<>(Arrays.asList(group)));
	}

	Partition partition(Set<String> group) {
		return new Partition(this.network, group);
	}

	/** Ends all faults, those of the network, pauses and liars; the dead stay dead. */
	public void calm() {
		this.network.calm();
		this.hosts.calm();
	}

	/**
	 * Names what stands between two members.
	 * @param host one host
	 * @param peer the other one
	 * @return says what is done to it
	 */
	public Link link(String host, String peer) {
		return new Link(this.hosts.running(host), peer);
	}

	/**
	 * Chooses one of a member's links.
	 * @param host where the member runs
	 * @param which any number; the same one chooses the same of the same links
	 * @return says what is done to it; empty if no link stands
	 */
	public Optional<Link> someLink(String host, int which) {
		return this.hosts.linkedWith(host, which).map((peer) -> link(host, peer));
	}

	/**
	 * Lets a member write a row of one column.
	 * @param host where it runs
	 * @param table the table
	 * @param key the key
	 * @param text what the row says
	 */
	public void put(String host, String table, String key, String text) {
		this.hosts.running(host).put(table, key, Columns.EMPTY.with("text", text).encode());
	}

	/**
	 * Lets a member withdraw a row.
	 * @param host where it runs
	 * @param table the table
	 * @param key the key
	 */
	public void withdraw(String host, String table, String key) {
		this.hosts.running(host).withdraw(table, key);
	}

	/**
	 * Lets time pass.
	 * @param duration how long
	 */
	public void runFor(Duration duration) {
		this.timeline.runFor(duration);
	}

	/**
	 * Lets time pass until something has become true.
	 * @param condition asked at once and after each event
	 * @param limit how long to wait at most
	 * @return how long it took, or empty if the limit came first
	 */
	public Optional<Duration> runUntil(BooleanSupplier condition, Duration limit) {
		Duration start = this.timeline.now();
		return this.timeline.runUntil(condition, limit) ? Optional.of(this.timeline.now().minus(start))
				: Optional.empty();
	}

	/**
	 * Returns the process that started last on a host.
	 * @param host the host
	 * @return the member, which may have ended
	 */
	public SimulatedMember member(String host) {
		return this.hosts.last(host);
	}

	/** Returns all processes that run. */
	public List<SimulatedMember> running() {
		return this.hosts.running();
	}

	/** Returns what lies between the hosts. */
	public Network network() {
		return this.network;
	}

	/** Returns what is checked. */
	public Invariants invariants() {
		return this.invariants;
	}

	/**
	 * Returns what has happened.
	 * @return the trace
	 */
	public Trace trace() {
		return this.trace;
	}

	/**
	 * Returns the time and the number of events.
	 * @return the timeline
	 */
	public Timeline timeline() {
		return this.timeline;
	}

}

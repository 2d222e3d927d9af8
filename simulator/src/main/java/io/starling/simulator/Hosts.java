package io.starling.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.protocol.Settings;
import io.starling.simulator.member.Liar;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.member.World;

/**
 * Who runs where, and where whom looks first.
 */
final class Hosts {

	/** As many as a file holds. */
	private static final int KNOWN_PEERS = 64;

	private final MemberObserver observer;

	private final SplittableRandom chances;

	/** By host: the process that started there last. */
	private final TreeMap<String, SimulatedMember> members = new TreeMap<>();

	/** By mesh: where its members look first. */
	private final TreeMap<String, List<Endpoint>> seeds = new TreeMap<>();

	/** By host: what members there run with, where it is not what all run with. */
	private final TreeMap<String, Settings> settings = new TreeMap<>();

	private final boolean knownPeers;

	/** By host and mesh: whom the members there knew last when they were not alone. */
	private final TreeMap<String, List<Endpoint>> peers = new TreeMap<>();

	/** Who does not belong to any mesh, and lies. */
	private final List<Liar> liars = new ArrayList<>();

	Hosts(MemberObserver observer, SplittableRandom chances, boolean knownPeers) {
		this.observer = observer;
		this.chances = chances;
		this.knownPeers = knownPeers;
	}

	static Endpoint endpoint(String host) {
		return new Endpoint(host, Simulation.PORT);
	}

	void seeds(String mesh, String... hosts) {
		this.seeds.put(mesh, Arrays.stream(hosts).map(Hosts::endpoint).toList());
	}

	void addSeed(String mesh, String host) {
		List<Endpoint> more = new ArrayList<>(this.seeds.getOrDefault(mesh, List.of()));
		more.add(endpoint(host));
		this.seeds.put(mesh, more);
	}

	List<Endpoint> seedsOf(SimulatedMember member) {
		return this.seeds.getOrDefault(member.mesh(), List.of());
	}

	void configure(String host, Settings settings) {
		this.settings.put(host, settings);
	}

	void start(World world, String mesh, String host) {
		SimulatedMember last = this.members.get(host);
		if (last != null && this.knownPeers) {
			keepPeers(last);
		}
		Settings settings = this.settings.get(host);
		World own = (settings != null) ? world.configured(settings) : world;
		SimulatedMember member = new SimulatedMember(own, this.observer, mesh, endpoint(host),
				this.peers.getOrDefault(host + "/" + mesh, List.of()), this.chances.split());
		this.members.put(host, member);
		member.start();
	}

	/** Does what a member's file of known peers does. */
	private void keepPeers(SimulatedMember last) {
		List<Endpoint> known = last.snapshot().successors(KNOWN_PEERS).stream().map(Member::endpoint).sorted().toList();
		if (!known.isEmpty()) {
			this.peers.put(last.host() + "/" + last.mesh(), known);
		}
	}

	void isMetBy(Liar liar) {
		this.liars.add(liar);
	}

	/** Ends all liars, and lets the frozen go on. */
	void calm() {
		this.liars.forEach(Liar::end);
		running().forEach(SimulatedMember::wake);
	}

	SimulatedMember last(String host) {
		SimulatedMember member = this.members.get(host);
		if (member == null) {
			throw new IllegalArgumentException("Nobody ever ran on the host '" + host + "'");
		}
		return member;
	}

	SimulatedMember running(String host) {
		SimulatedMember member = last(host);
		if (!member.isUp()) {
			throw new IllegalStateException("Nobody runs on the host '" + host + "' now");
		}
		return member;
	}

	Optional<String> linkedWith(String host, int which) {
		SortedSet<MemberId> linked = new TreeSet<>(running(host).snapshot().linked());
		List<String> peers = running().stream()
			.filter((member) -> linked.contains(member.id()))
			.map(SimulatedMember::host)
			.toList();
		return peers.isEmpty() ? Optional.empty() : Optional.of(peers.get(which % peers.size()));
	}

	List<SimulatedMember> running() {
		return new ArrayList<>(this.members.values().stream().filter(SimulatedMember::isUp).toList());
	}

}

package io.starling.simulator.invariant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import io.starling.mesh.model.MemberId;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.time.Timeline;

/**
 * Every member that ever ran, with all that it said.
 */
final class Registry {

	private final TreeMap<MemberId, Entry> entries = new TreeMap<>();

	/** By mesh, in the order in which they started. */
	private final TreeMap<String, List<SimulatedMember>> meshes = new TreeMap<>();

	private final Timeline timeline;

	Registry(Timeline timeline) {
		this.timeline = timeline;
	}

	void add(SimulatedMember member) {
		this.entries.put(member.id(), new Entry(member, new Ledger(), now()));
		this.meshes.computeIfAbsent(member.mesh(), (name) -> new ArrayList<>()).add(member);
	}

	Duration now() {
		return this.timeline.now();
	}

	int size() {
		return this.entries.size();
	}

	Ledger ledger(MemberId id) {
		return entry(id).ledger;
	}

	SimulatedMember member(MemberId id) {
		return entry(id).member;
	}

	Duration startedAt(MemberId id) {
		return entry(id).started;
	}

	String meshOf(MemberId id) {
		return entry(id).member.mesh();
	}

	List<SimulatedMember> membersOf(String mesh) {
		return this.meshes.getOrDefault(mesh, new ArrayList<>());
	}

	/** Returns the host's name and the beginning of the id, for people; ? for nobody. */
	String name(MemberId id) {
		Entry entry = this.entries.get(id);
		return ((entry != null) ? entry.member.host() : "?") + "(" + id.toShortString() + ")";
	}

	private Entry entry(MemberId id) {
		Entry entry = this.entries.get(id);
		if (entry == null) {
			throw new InvariantViolation("I1", now(), "nobody ever had the id " + id);
		}
		return entry;
	}

	private record Entry(SimulatedMember member, Ledger ledger, Duration started) {
	}

}

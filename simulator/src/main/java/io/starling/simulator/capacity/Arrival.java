package io.starling.simulator.capacity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.MemberId;
import io.starling.simulator.Simulation;
import io.starling.simulator.member.SimulatedMember;

/**
 * When something came true at each of the members that run, from now on. Not thread-safe.
 */
final class Arrival {

	private final Simulation mesh;

	private final Predicate<MeshSnapshot> condition;

	private final Duration start;

	private final TreeMap<MemberId, SimulatedMember> waiting = new TreeMap<>();

	private final List<Duration> arrived = new ArrayList<>();

	Arrival(Simulation mesh, Predicate<MeshSnapshot> condition) {
		this.mesh = mesh;
		this.condition = condition;
		this.start = mesh.timeline().now();
		mesh.running().forEach((member) -> this.waiting.put(member.id(), member));
		mesh.running().forEach((member) -> published(member, member.snapshot()));
	}

	/** A member shows something new. */
	void published(SimulatedMember member, MeshSnapshot snapshot) {
		if (this.waiting.containsKey(member.id()) && this.condition.test(snapshot)) {
			this.waiting.remove(member.id());
			this.arrived.add(this.mesh.timeline().now().minus(this.start));
		}
	}

	/** Tells whether it is so at all that run. */
	boolean isComplete() {
		return this.waiting.isEmpty();
	}

	/** Waits no longer for those who have ended meanwhile. */
	void forgetEnded() {
		this.waiting.values().removeIf((member) -> !member.isUp());
	}

	/** After how many milliseconds it was so at a share of those that it came to. */
	double millis(double share) {
		List<Duration> sorted = new ArrayList<>(this.arrived);
		Collections.sort(sorted);
		return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1)).toNanos() / 1e6;
	}

}

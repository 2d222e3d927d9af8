package io.starling.benchmarks.hosts;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.benchmarks.hosts.Event.Believed;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * Spans of time in which anybody held a member suspect: one episode begins when the first
 * observer does, and ends when the last no longer does.
 */
final class Episodes {

	private final TreeMap<MemberId, Set<Integer>> suspecting = new TreeMap<>();

	private final TreeMap<MemberId, Long> begins = new TreeMap<>();

	private final Samples durations = new Samples();

	private int count;

	private int marks;

	private Episodes() {
	}

	static Episodes in(Window window) {
		Episodes episodes = new Episodes();
		for (Sighting sighting : window.sightings()) {
			if (sighting.event() instanceof Believed it) {
				episodes.believed(sighting.micros(), sighting.host(), it);
			}
		}
		return episodes;
	}

	private void believed(long micros, int observer, Believed belief) {
		Set<Integer> observers = this.suspecting.computeIfAbsent(belief.subject(), (id) -> new TreeSet<>());
		if (belief.liveness() == Liveness.SUSPECT) {
			if (observers.isEmpty()) {
				this.begins.put(belief.subject(), micros);
				this.count++;
			}
			this.marks += observers.add(observer) ? 1 : 0;
		}
		else if (observers.remove(observer) && observers.isEmpty()) {
			this.durations.add((micros - this.begins.getOrDefault(belief.subject(), micros)) / 1000.0);
		}
	}

	/** Returns how many began. */
	int count() {
		return this.count;
	}

	/** Returns how often any single observer began to suspect a member. */
	int marks() {
		return this.marks;
	}

	/** Returns how many milliseconds those lasted that came to their end. */
	Samples durations() {
		return this.durations;
	}

}

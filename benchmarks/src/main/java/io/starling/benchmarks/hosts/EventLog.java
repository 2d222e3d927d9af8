package io.starling.benchmarks.hosts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.benchmarks.hosts.Event.Started;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * All that all nodes have said, and what each lists now. Safe on any thread.
 */
final class EventLog {

	private final List<Sighting> sightings = new ArrayList<>();

	private final TreeMap<Integer, View> views = new TreeMap<>();

	private final TreeMap<MemberId, Integer> hosts = new TreeMap<>();

	synchronized void add(Sighting sighting) {
		this.sightings.add(sighting);
		this.views.computeIfAbsent(sighting.host(), (host) -> new View()).apply(sighting.micros(), sighting.event());
		if (sighting.event() instanceof Started started) {
			this.hosts.put(started.id(), sighting.host());
		}
	}

	/** Returns what was seen from a time on, in order of time. */
	synchronized Window since(long micros) {
		// Nodes write at once, so the end of the list is the end of time but for a
		// moment.
		List<Sighting> found = this.sightings.stream()
			.filter((sighting) -> sighting.micros() >= micros)
			.sorted(Comparator.comparingLong(Sighting::micros))
			.toList();
		return new Window(micros, found);
	}

	/** Returns the host that a member lives or lived on. */
	synchronized int hostOf(MemberId member) {
		return this.hosts.getOrDefault(member, 0);
	}

	/**
	 * Tells whether each of the nodes lists exactly all of them, alive and with their
	 * rows, and all tables are the same.
	 */
	synchronized boolean agree(Map<Integer, MemberId> nodes) {
		Set<MemberId> members = new TreeSet<>(nodes.values());
		List<View> all = nodes.keySet().stream().map(this.views::get).toList();
		return all.stream().allMatch((view) -> view != null && view.lists(members))
				&& all.stream().map(View::digest).distinct().count() <= 1;
	}

	/** Returns which of the nodes do not list exactly all of them. */
	synchronized List<Integer> dissenters(Map<Integer, MemberId> nodes) {
		Set<MemberId> members = new TreeSet<>(nodes.values());
		return nodes.keySet().stream().filter((host) -> {
			View view = this.views.get(host);
			return view == null || !view.lists(members);
		}).toList();
	}

	/** Returns how many milliseconds after a time each of the nodes changed last. */
	synchronized Samples lastChanges(Collection<Integer> nodes, long from) {
		Samples samples = new Samples();
		for (int host : nodes) {
			View view = this.views.get(host);
			if (view != null) {
				samples.add(Math.max(0, view.changed() - from) / 1000.0);
			}
		}
		return samples;
	}

	/** Tells whether each of the nodes believes one of these of a member. */
	synchronized boolean allBelieve(Collection<Integer> nodes, MemberId subject, Set<Liveness> wanted) {
		return nodes.stream()
			.map(this.views::get)
			.allMatch((view) -> view != null && wanted.contains(view.of(subject)));
	}

}

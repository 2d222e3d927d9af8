package io.starling.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;

/**
 * The neighbours without a link, and since when: as a rule none for long, unless others
 * advertise addresses that lead nowhere from here. Told on the mesh's thread, read on
 * any.
 */
final class UnlinkedNeighbours {

	private volatile NavigableMap<MemberId, Instant> since = Collections.emptyNavigableMap();

	/** There is a new snapshot. */
	void follow(MeshSnapshot snapshot, Instant now) {
		NavigableMap<MemberId, Instant> before = this.since;
		if (snapshot.linked().containsAll(snapshot.neighbours())) {
			this.since = Collections.emptyNavigableMap();
			return;
		}
		NavigableMap<MemberId, Instant> unlinked = new TreeMap<>();
		for (MemberId neighbour : snapshot.neighbours()) {
			if (!snapshot.linked().contains(neighbour)) {
				unlinked.put(neighbour, before.getOrDefault(neighbour, now));
			}
		}
		this.since = Collections.unmodifiableNavigableMap(unlinked);
	}

	/** How many neighbours have been without a link for some time. */
	int forLongerThan(Duration time, Instant now) {
		return (int) this.since.values().stream().filter((it) -> it.plus(time).isBefore(now)).count();
	}

}

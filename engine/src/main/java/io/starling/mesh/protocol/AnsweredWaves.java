package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.starling.mesh.model.MemberId;

/**
 * The waves that this member has answered, so that one that comes once more counts nobody
 * again and goes no further. Bounded: the oldest go first; whoever is counted twice for
 * it makes a sum that equals nobody's, and another wave follows.
 */
final class AnsweredWaves {

	/** Longer than any wave travels after its time. */
	private static final Duration MEMORY = Duration.ofSeconds(20);

	private static final int MOST = 4096;

	private static final int MOST_OF_ONE = 1024;

	/** Until when each is remembered, the oldest first. */
	private final LinkedHashMap<WaveId, Instant> all = new LinkedHashMap<>();

	/** Those of each origin, the oldest first. */
	private final TreeMap<MemberId, ArrayDeque<WaveId>> byOrigin = new TreeMap<>();

	boolean contains(WaveId id) {
		return this.all.containsKey(id);
	}

	int size() {
		return this.all.size();
	}

	/** Remembers a wave that is not remembered yet. */
	void add(WaveId id, Instant due) {
		ArrayDeque<WaveId> of = this.byOrigin.computeIfAbsent(id.origin(), (origin) -> new ArrayDeque<>());
		this.all.put(id, due.plus(MEMORY));
		of.add(id);
		if (of.size() > MOST_OF_ONE) {
			this.all.remove(of.remove());
		}
		if (this.all.size() > MOST) {
			removeOldest();
		}
	}

	/** Forgets what is old enough, in the order in which it was answered. */
	void forget(Instant now) {
		while (!this.all.isEmpty() && now.isAfter(this.all.values().iterator().next())) {
			removeOldest();
		}
	}

	private void removeOldest() {
		Iterator<Map.Entry<WaveId, Instant>> entries = this.all.entrySet().iterator();
		WaveId oldest = entries.next().getKey();
		entries.remove();
		this.byOrigin.computeIfPresent(oldest.origin(), (origin, of) -> {
			of.remove();
			return of.isEmpty() ? null : of;
		});
	}

}

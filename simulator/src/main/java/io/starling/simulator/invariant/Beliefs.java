package io.starling.simulator.invariant;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

import org.jspecify.annotations.Nullable;

/**
 * What all members together came to believe of each one. Not thread-safe.
 */
public final class Beliefs {

	private final TreeMap<MemberId, Integer> changes = new TreeMap<>();

	private final TreeSet<MemberId> takenForDead = new TreeSet<>();

	/**
	 * Returns how often anybody's belief about a member changed.
	 * @param subject the member
	 * @return the changes of all viewers, each counted; its first sight is none
	 */
	public int changes(MemberId subject) {
		return this.changes.getOrDefault(subject, 0);
	}

	/**
	 * Returns who was ever taken for dead by anybody.
	 * @return the members, which goes on growing
	 */
	public SortedSet<MemberId> takenForDead() {
		return Collections.unmodifiableSortedSet(this.takenForDead);
	}

	void changed(MemberId subject, @Nullable Liveness before, @Nullable Liveness after) {
		if (before != null && after != null) {
			this.changes.merge(subject, 1, Integer::sum);
		}
		if (after == Liveness.DEAD) {
			this.takenForDead.add(subject);
		}
	}

}

package io.starling.benchmarks.hosts;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.benchmarks.hosts.Event.Believed;
import io.starling.benchmarks.hosts.Event.Listed;
import io.starling.benchmarks.hosts.Event.Started;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * What one node lists now, put together from its events.
 */
final class View {

	private final TreeMap<MemberId, Liveness> beliefs = new TreeMap<>();

	private Listed listed = new Listed(0, Digest.EMPTY);

	private long changed;

	/** Takes in what the node said. */
	void apply(long micros, Event event) {
		if (event instanceof Started) {
			this.beliefs.clear();
			this.listed = new Listed(0, Digest.EMPTY);
		}
		else if (event instanceof Believed it) {
			this.beliefs.put(it.subject(), it.liveness());
		}
		else if (event instanceof Listed it) {
			this.listed = it;
		}
		else {
			return;
		}
		this.changed = micros;
	}

	/** Tells whether exactly these are present, all of them alive, with a row each. */
	boolean lists(Set<MemberId> members) {
		TreeSet<MemberId> present = new TreeSet<>();
		this.beliefs.forEach((id, liveness) -> {
			if (liveness == Liveness.ALIVE || liveness == Liveness.SUSPECT) {
				present.add(id);
			}
		});
		return present.equals(members) && !this.beliefs.containsValue(Liveness.SUSPECT)
				&& this.listed.rows() == members.size();
	}

	/** Returns what is believed of a member; dead if nothing is. */
	Liveness of(MemberId id) {
		return this.beliefs.getOrDefault(id, Liveness.DEAD);
	}

	Digest digest() {
		return this.listed.digest();
	}

	/** Returns when it changed last, in microseconds. */
	long changed() {
		return this.changed;
	}

}

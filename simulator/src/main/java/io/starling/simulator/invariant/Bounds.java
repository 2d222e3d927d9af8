package io.starling.simulator.invariant;

import java.time.Duration;
import java.util.TreeMap;

import io.starling.mesh.model.MemberId;
import io.starling.simulator.member.SimulatedMember;

/**
 * I7: connections do not pile up. While everything changes, a member has at most one
 * connection in either direction with every process that ever was, besides a few
 * attempts; once the mesh is at rest, {@link Convergence} holds it to its links.
 */
final class Bounds {

	/** Attempts to reach seeds, the dead and the suspected, all at once. */
	private static final int ATTEMPTS = 16;

	private static final int CONNECTIONS = 2;

	/** Rule O4: whom many dial who look for others at its address has more links. */
	private static final int CONNECTIONS_AMONG_LIARS = 4;

	private static final int MESSAGES = 40;

	/** Rule C3: forged waves are passed on, within bounds. */
	private static final int MESSAGES_AMONG_LIARS = 160;

	private final Registry registry;

	private final ToldLies lies;

	/** By member: what came in this second. */
	private final TreeMap<MemberId, Second> seconds = new TreeMap<>();

	Bounds(Registry registry, ToldLies lies) {
		this.registry = registry;
		this.lies = lies;
	}

	void check(SimulatedMember member) {
		int bound = (this.lies.any() ? CONNECTIONS_AMONG_LIARS : CONNECTIONS)
				* (this.registry.size() + this.lies.liars()) + ATTEMPTS;
		int connections = member.port().connections();
		if (connections > bound) {
			throw new InvariantViolation("I7", this.registry.now(), "at " + this.registry.name(member.id())
					+ ", there are " + connections + " connections, more than " + bound);
		}
	}

	void receives(SimulatedMember member) {
		if (hasJustWoken(member)) {
			return;
		}
		Second second = this.seconds.computeIfAbsent(member.id(), (id) -> new Second());
		int bound = (this.lies.any() ? MESSAGES_AMONG_LIARS : MESSAGES)
				* (this.registry.size() + this.lies.liars() + 8);
		if (second.count(this.registry.now().toSeconds()) > bound) {
			throw new InvariantViolation("I7", this.registry.now(), "at " + this.registry.name(member.id())
					+ ", more than " + bound + " messages came within a second");
		}
	}

	/** All that came during a pause is taken in at once after it. */
	private boolean hasJustWoken(SimulatedMember member) {
		Duration aSecondAgo = this.registry.now().minusSeconds(1);
		return !member.pauses().isEmpty() && member.pauses().get(member.pauses().size() - 1).onSince(aSecondAgo);
	}

	/** Counts within one second, and afresh in the next. */
	private static final class Second {

		private long number;

		private int count;

		int count(long now) {
			this.count = (now == this.number) ? this.count + 1 : 1;
			this.number = now;
			return this.count;
		}

	}

}

package io.starling.simulator.invariant;

import java.time.Duration;
import java.util.TreeMap;

import io.starling.mesh.model.MemberId;
import io.starling.simulator.member.SimulatedMember;

/**
 * Whom others could tell anything: when each member heard somebody by a link that stands,
 * and since when it has done so without a break.
 */
final class Company {

	/** Whoever hears nobody for longer is alone; links say something more often. */
	private static final Duration BREAK = Duration.ofSeconds(10);

	private final Registry registry;

	private final TreeMap<MemberId, Kept> kept = new TreeMap<>();

	Company(Registry registry) {
		this.registry = registry;
	}

	void heard(SimulatedMember member) {
		Duration now = this.registry.now();
		Kept before = this.kept.get(member.id());
		boolean kept = before != null && now.minus(before.last).compareTo(BREAK) <= 0;
		this.kept.put(member.id(), new Kept((kept && before != null) ? before.since : now, now));
	}

	/** When a member heard somebody last; when it started, if it never has. */
	Duration last(SimulatedMember member) {
		Kept kept = this.kept.get(member.id());
		return (kept != null) ? kept.last : this.registry.startedAt(member.id());
	}

	/** Tells whether a member has heard others without a break since before a moment. */
	boolean isKeptSince(SimulatedMember member, Duration moment) {
		Kept kept = this.kept.get(member.id());
		return kept != null && kept.since.compareTo(moment) < 0;
	}

	/**
	 * One stretch of company.
	 *
	 * @param since when it began
	 * @param last when somebody was heard last
	 */
	private record Kept(Duration since, Duration last) {
	}

}

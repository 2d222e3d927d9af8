package io.starling.mesh.transport;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many connections others may open to this member. Of those without a hello the
 * oldest makes room, as whoever means well says hello at once. Of those with one, none is
 * ever pushed out for a stranger, or strangers could cut neighbours off; but a single
 * address that has more than an eighth of all places gives up its youngest.
 */
final class Admission {

	private static final int SHARE = 8;

	private final int maxGreeting;

	private final int maxAccepted;

	/** Accepted, and without a hello so far; the oldest first. */
	private final Set<Link> greeting = new LinkedHashSet<>();

	/** Accepted, and greeted; the oldest first. */
	private final Set<Link> accepted = new LinkedHashSet<>();

	Admission(TransportSettings settings) {
		this.maxGreeting = settings.maxGreeting();
		this.maxAccepted = settings.maxAccepted();
	}

	/** Somebody has connected. */
	void connected(Link link) {
		this.greeting.add(link);
		if (this.greeting.size() > this.maxGreeting) {
			Iterator<Link> oldest = this.greeting.iterator();
			Link turnedAway = oldest.next();
			oldest.remove();
			turnedAway.turnAway("too many connections without a hello");
		}
	}

	/** Somebody has said hello; tells whether it may stay. */
	boolean greeted(Link link) {
		this.greeting.remove(link);
		this.accepted.add(link);
		if (this.accepted.size() > this.maxAccepted) {
			Link surplus = surplus(link);
			this.accepted.remove(surplus);
			surplus.turnAway("too many connections that others have opened");
			return surplus != link;
		}
		return true;
	}

	private Link surplus(Link newcomer) {
		Map<InetAddress, Integer> counts = new HashMap<>();
		this.accepted.forEach((link) -> counts.merge(link.address(), 1, Integer::sum));
		InetAddress busiest = newcomer.address();
		for (Map.Entry<InetAddress, Integer> entry : counts.entrySet()) {
			busiest = (entry.getValue() > counts.getOrDefault(busiest, 0)) ? entry.getKey() : busiest;
		}
		Link youngest = newcomer;
		if (counts.getOrDefault(busiest, 0) > this.maxAccepted / SHARE) {
			for (Link link : this.accepted) {
				youngest = link.address().equals(busiest) ? link : youngest;
			}
		}
		return youngest;
	}

	/** A connection is closed. */
	void ended(Link link) {
		this.greeting.remove(link);
		this.accepted.remove(link);
	}

	/** Cuts those without a hello. */
	void close() {
		List<Link> unknown = List.copyOf(this.greeting);
		this.greeting.clear();
		unknown.forEach((link) -> link.breakOff("this member closes"));
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * How many members may become known through one connection that is not theirs: a mesh may
 * grow threefold in a minute and a small one faster, but one liar does not fill it with
 * members that are none. Whoever is not admitted comes with a later exchange.
 */
final class Admission {

	/** So many in each window, besides twice those present for longer than that. */
	static final int LEAST = 64;

	static final int PER_PRESENT = 2;

	/**
	 * By all connections together so many times as many, however often one is made anew.
	 */
	static final int TOGETHER = 4;

	static final Duration WINDOW = Duration.ofMinutes(1);

	private final Roster roster;

	/** A newcomer learns a mesh of any size. */
	private Instant freeUntil;

	private Instant windowEnds;

	private int most;

	private int total;

	private final TreeMap<ConnectionId, Integer> admitted = new TreeMap<>();

	Admission(Roster roster, Instant now) {
		this.roster = roster;
		this.freeUntil = now.plus(WINDOW);
		this.windowEnds = now;
	}

	/** Begins anew, as this member does. */
	void restart(Instant now) {
		this.freeUntil = now.plus(WINDOW);
	}

	/** Asks to take in an unknown member that a connection tells of. */
	boolean admits(Connection from, Instant now) {
		if (now.isBefore(this.freeUntil) || isContact(from)) {
			return true;
		}
		if (!now.isBefore(this.windowEnds)) {
			this.windowEnds = now.plus(WINDOW);
			this.most = LEAST + PER_PRESENT * this.roster.presentSince(now.minus(WINDOW));
			this.admitted.clear();
			this.total = 0;
		}
		return this.total++ < TOGETHER * this.most && this.admitted.merge(from.id, 1, Integer::sum) <= this.most;
	}

	/** This member has nobody else to ask. */
	private static boolean isContact(Connection from) {
		return from.purpose == Connection.Purpose.JOIN;
	}

	int size() {
		return this.admitted.size();
	}

}

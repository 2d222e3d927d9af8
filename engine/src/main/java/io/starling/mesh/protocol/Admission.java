package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;

/**
 * Which records and rows are taken in. Versions have to be in reach ({@link Jumps}), and
 * few members may become known through one connection that is not theirs: a mesh may grow
 * threefold in a minute and a small one faster, but one liar does not fill it with
 * members that are none. Whoever is not admitted comes with a later exchange.
 */
final class Admission {

	/** So many in each window, besides twice those present for longer than that. */
	static final int LEAST = 64;

	static final int PER_PRESENT = 2;

	/**
	 * By all connections together so many times as many, however often one is made anew;
	 * those with neighbours have their own, as what honest ones tell comes by them.
	 */
	static final int TOGETHER = 4;

	static final Duration WINDOW = Duration.ofMinutes(1);

	private final Knowledge knowledge;

	/** A newcomer learns a mesh of any size. */
	private Instant freeUntil;

	private Instant windowEnds;

	private int most;

	private int total;

	private final TreeMap<ConnectionId, Integer> admitted = new TreeMap<>();

	Admission(Knowledge knowledge, Instant now) {
		this.knowledge = knowledge;
		this.freeUntil = now.plus(WINDOW);
		this.windowEnds = now;
	}

	/** Begins anew, as this member does. */
	void restart(Instant now) {
		this.freeUntil = now.plus(WINDOW);
	}

	/** Asks to take in a record. */
	boolean admits(Member member, Connection from, Instant now) {
		if (from.isJoining(now)) {
			return member.version() <= Jumps.LAST;
		}
		MemberId id = member.id();
		boolean unknown = this.knowledge.roster().get(id) == null
				&& member.version() > this.knowledge.departed().version(id);
		if (unknown && !from.leadsTo(id)) {
			return member.version() <= Jumps.FREE && admitsOneMore(from, now);
		}
		return this.knowledge.isInReach(id, member.version(), now);
	}

	/**
	 * Asks to take in a row. One that is out of reach, of an owner that is not known, is
	 * shown again when that one is.
	 */
	boolean admits(Row row, Connection from, Instant now) {
		if (from.isJoining(now)) {
			return row.version() <= Jumps.LAST;
		}
		MemberId owner = row.id().owner();
		return (this.knowledge.roster().get(owner) == null) ? row.version() <= Jumps.FREE
				: this.knowledge.isInReach(owner, row.version(), now);
	}

	private boolean admitsOneMore(Connection from, Instant now) {
		if (now.isBefore(this.freeUntil) || isContact(from)) {
			return true;
		}
		if (!now.isBefore(this.windowEnds)) {
			this.windowEnds = now.plus(WINDOW);
			this.most = LEAST + PER_PRESENT * this.knowledge.roster().presentSince(now.minus(WINDOW));
			this.admitted.clear();
			this.total = 0;
		}
		int byThisOne = this.admitted.getOrDefault(from.id, 0);
		boolean neighbour = this.knowledge.roster().neighbours().contains(from.peer().id());
		if (byThisOne >= this.most || (!neighbour && this.total >= TOGETHER * this.most)) {
			return false;
		}
		this.admitted.put(from.id, byThisOne + 1);
		this.total += neighbour ? 0 : 1;
		return true;
	}

	/** This member has nobody else to ask. */
	private static boolean isContact(Connection from) {
		return from.purpose == Connection.Purpose.JOIN;
	}

	int size() {
		return this.admitted.size();
	}

}

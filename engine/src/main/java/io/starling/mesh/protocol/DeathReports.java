package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;

import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a subject dead at one version: rule D9 of PROTOCOL.md. A report counts if it
 * came by a link from whoever it is of; what is passed on by others only makes observers
 * look. Plain state.
 */
final class DeathReports {

	private final TreeSet<MemberId> tellers = new TreeSet<>();

	/** When the first one was heard; null if none was. */
	private @Nullable Instant since;

	/** When the last one was heard. */
	private Instant last = Instant.MIN;

	/**
	 * Takes in that somebody holds the subject dead.
	 * @param teller who does, if it said so itself; null if others passed it on
	 * @return true if it was the first that was heard of it
	 */
	boolean hear(@Nullable MemberId teller, Instant now) {
		boolean first = this.since == null;
		if (first) {
			this.since = now;
			this.last = now;
		}
		if (teller != null) {
			this.tellers.add(teller);
			this.last = now;
		}
		return first;
	}

	/** Tells whether a member has said itself that it holds the subject dead. */
	boolean isTeller(MemberId member) {
		return this.tellers.contains(member);
	}

	/** Tells whether anybody is said to hold the subject dead. */
	boolean any() {
		return this.since != null;
	}

	/**
	 * Tells whether they are believed: the subject has had time to object, and most of
	 * those who could tell have told.
	 */
	boolean areBelieved(Iterable<MemberId> peers, Duration time, Instant now) {
		if (this.since == null || now.isBefore(this.since.plus(time))) {
			return false;
		}
		int told = 0;
		int all = 0;
		for (MemberId peer : peers) {
			told += this.tellers.contains(peer) ? 1 : 0;
			all++;
		}
		return 2 * told > all;
	}

	/** Drops them all if none has been heard since a moment. */
	void expire(Instant moment) {
		if (this.since != null && this.last.isBefore(moment)) {
			this.since = null;
			this.tellers.clear();
		}
	}

	/** Shifts all times, because time was lost. */
	void forgive(Duration lost) {
		if (this.since != null) {
			this.since = this.since.plus(lost);
			this.last = this.last.plus(lost);
		}
	}

	/** Counts from now. */
	void restart(Instant now) {
		this.since = (this.since != null) ? now : null;
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long nobody has been heard. A member that has heard nobody for half of the
 * retention, because it was cut off, stood still or was alone, is away: others may have
 * come and gone, and been forgotten by those who knew, so it meets the mesh as a newcomer
 * when it hears somebody again.
 */
final class Isolation {

	/**
	 * What is read so soon after this member stood still may have been sent long before.
	 */
	private static final Duration STALE = Duration.ofSeconds(1);

	private final Duration limit;

	private Instant lastHeard;

	private Instant staleUntil = Instant.MIN;

	private Instant closedUntil = Instant.MIN;

	private boolean begun;

	Isolation(Settings settings, Instant now) {
		this.limit = settings.retention().dividedBy(2);
		this.lastHeard = now;
	}

	/** Something came by an open connection, or one has just opened. */
	void heard(Instant now) {
		if (!isStale(now) || !isAway(now)) {
			end(now);
		}
	}

	/** This member stood still. */
	void lostTime(Duration lost, Instant now) {
		if (lost.compareTo(STALE) >= 0) {
			this.staleUntil = now.plus(STALE);
			this.closedUntil = isAway(now) ? this.staleUntil : this.closedUntil;
		}
	}

	/**
	 * Tells whether it stood still so long until a moment ago that nobody is listened to
	 * who connected meanwhile, as they may be gone by now.
	 */
	boolean isClosed(Instant now) {
		return now.isBefore(this.closedUntil);
	}

	/** Tells whether what comes now may have been sent before this member stood still. */
	boolean isStale(Instant now) {
		return now.isBefore(this.staleUntil);
	}

	/** Tells, once, that this member is away. */
	boolean begins() {
		boolean first = !this.begun;
		this.begun = true;
		return first;
	}

	boolean isAway(Instant now) {
		return !now.isBefore(this.lastHeard.plus(this.limit));
	}

	/** When somebody was heard last. */
	Instant since() {
		return this.lastHeard;
	}

	/** Whoever is heard now is the first one of those who tell what the mesh is. */
	void end(Instant now) {
		this.lastHeard = now;
		this.begun = false;
	}

}

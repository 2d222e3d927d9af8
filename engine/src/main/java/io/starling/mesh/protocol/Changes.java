package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether readers would see anything new, since when nothing has changed, and until when
 * they keep what they were shown last, as this member learns the mesh anew.
 */
final class Changes {

	private boolean unseen = true;

	private Instant last;

	/** Over for long, usually. */
	private Instant keptUntil = Instant.MIN;

	Changes(Instant now) {
		this.last = now;
	}

	/** A member or a row has changed. */
	void made(Instant now) {
		this.unseen = true;
		this.last = now;
	}

	/** Something else has changed that readers see. */
	void madeIf(boolean changed) {
		this.unseen |= changed;
	}

	/** Lets readers keep what they were shown last. */
	void keepUntil(Instant moment) {
		this.keptUntil = moment;
	}

	/** Lets readers see what this member itself has just written. */
	void keepNoLonger() {
		this.keptUntil = Instant.MIN;
	}

	/** How long members and rows have been as they are. */
	Duration quietFor(Instant now) {
		return Duration.between(this.last, now);
	}

	/** Tells, once, whether readers are to be shown something new. */
	boolean take(Instant now) {
		boolean was = this.unseen && !now.isBefore(this.keptUntil);
		this.unseen &= !was;
		return was;
	}

	/** When readers are shown what is new, if it is kept from them now. */
	Instant nextShown(Instant now) {
		return (this.unseen && now.isBefore(this.keptUntil)) ? this.keptUntil : Instant.MAX;
	}

}

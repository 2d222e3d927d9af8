package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

import io.starling.mesh.model.Activity;

/**
 * How this member objects to what is said about it: by raising its version, which is then
 * another one than was spoken of. Once in a tenth of a second at most, whoever says what.
 */
final class Refutations {

	private static final Duration PAUSE = Duration.ofMillis(100);

	private final Knowledge knowledge;

	private final Links links;

	/** The version that is yet to be objected for; 0 for none. */
	private long accused;

	private Instant next = Instant.MIN;

	Refutations(Knowledge knowledge, Links links) {
		this.knowledge = knowledge;
		this.links = links;
	}

	/**
	 * Something was said about a version. About an older one than the own it has objected
	 * already; a newer one does not exist.
	 */
	void accused(long version, Instant now) {
		if (version == this.knowledge.self().version()) {
			object(version, now);
		}
	}

	/**
	 * Somebody shows a record of this member that it has not written. It objects above
	 * that version, unless that is so high that others do not take it in either.
	 */
	void misquoted(long version, Instant now) {
		if (this.knowledge.isInReach(this.knowledge.self().id(), version, now)) {
			object(version, now);
		}
	}

	private void object(long version, Instant now) {
		this.accused = Math.max(this.accused, version);
		tick(now);
	}

	/** Objects to what it had to leave for later. */
	void tick(Instant now) {
		if (this.accused < this.knowledge.self().version() || this.knowledge.self().left()) {
			this.accused = 0;
		}
		else if (!now.isBefore(this.next)) {
			this.next = now.plus(PAUSE);
			this.links.count(Activity.REFUTATIONS, 1);
			this.links.spread(this.knowledge.renew(this.accused, now), null);
			this.accused = 0;
		}
	}

	/** Tells whether there is something to object to. */
	boolean isWaiting() {
		return this.accused != 0;
	}

}

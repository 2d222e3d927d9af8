package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Row;

/**
 * How this member objects to what is said about it: by raising its version, which is then
 * another one than was spoken of. Once in a tenth of a second at most, whoever says what.
 */
final class Refutations {

	private static final Duration PAUSE = Duration.ofMillis(100);

	/**
	 * So many rows of names that it does not know it withdraws at once, as many as others
	 * list of one owner; and then a few in each second, so that its tombstones of a
	 * retention, 10 min by default, are fewer than are kept.
	 */
	static final int WITHDRAWALS = Limits.ROWS_PER_OWNER;

	private static final int WITHDRAWALS_PER_SECOND = 4;

	private final Knowledge knowledge;

	private final Links links;

	/** The version that is yet to be objected for; 0 for none. */
	private long accused;

	private Instant next = Instant.MIN;

	private final TokenBucket withdrawals;

	Refutations(Knowledge knowledge, Links links, Instant now) {
		this.withdrawals = new TokenBucket(WITHDRAWALS, WITHDRAWALS_PER_SECOND, now);
		this.knowledge = knowledge;
		this.links = links;
	}

	/**
	 * Something was said about a version. About an older one than the own it has objected
	 * already; a newer one is made up, and whoever believes it hears nothing below it.
	 */
	void accused(long version, Instant now) {
		if (version == this.knowledge.self().version()) {
			object(version, now);
		}
		else if (version > this.knowledge.self().version()) {
			misquoted(version, now);
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

	/**
	 * Somebody shows a row of this member. What it has written is said again above that;
	 * names that it does not know are withdrawn a few at a time, so that whoever makes
	 * them up takes neither the place of its changes nor that of what it withdrew.
	 * @return what to tell the others; empty for nothing
	 */
	Optional<Rumor.OfRow> misquoted(Row shown, Instant now) {
		boolean unknown = this.knowledge.rows().version(shown.id()) == 0;
		return (unknown && !this.withdrawals.take(1, now)) ? Optional.empty() : this.knowledge.assertOwn(shown, now);
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

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

import io.starling.mesh.message.Message.Goodbye;

/**
 * Whether this member was out of touch for so long that what it knows of others is worth
 * nothing any more: rule D15 of PROTOCOL.md. Who hears nothing by any link for half of
 * the retention, or stands still for as long, takes all others for dead, and is away
 * until it meets somebody again.
 */
final class Isolation {

	private final Suspicions suspicions;

	private final Links links;

	private final Duration longest;

	private Instant heardAt;

	private boolean away;

	Isolation(Suspicions suspicions, Links links, Settings settings, Instant now) {
		this.suspicions = suspicions;
		this.links = links;
		this.longest = settings.retention().dividedBy(2);
		this.heardAt = now;
	}

	/** Tells whether this member is away, until it is {@link #heard}. */
	boolean isAway() {
		return this.away;
	}

	/** Somebody said something by an open connection. */
	void heard(Instant now) {
		this.heardAt = now;
		this.away = false;
	}

	/** Lets time pass, in which somebody may have been heard. */
	void tick(Instant now) {
		if (!this.away && !now.isBefore(this.heardAt.plus(this.longest))) {
			this.away = true;
			this.suspicions.giveUp(Duration.between(this.heardAt, now), now);
		}
	}

	/** This member has lost time, in which it heard nobody and did not know it. */
	void lost(Duration lost, Instant now) {
		if (!this.away && lost.compareTo(this.longest) >= 0) {
			this.away = true;
			this.suspicions.giveUp(lost, now);
			// What still comes by them was said before.
			this.links.all().forEach((connection) -> this.links.close(connection, Goodbye.Reason.UNNEEDED));
		}
	}

}

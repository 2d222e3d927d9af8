package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MemberId;

/**
 * When neighbours are dialled to whom no link stands: rule O2 of PROTOCOL.md. Where many
 * members start together, all of them are busy, and whoever dials too much, or gives up
 * too soon and begins again, keeps them so.
 */
final class Dialling {

	/** How long the member with the higher id leaves it to the other to dial. */
	private static final Duration GRACE = Duration.ofSeconds(1);

	private static final Duration MAX_PAUSE = Duration.ofSeconds(8);

	/** So many dials are under way at a time; those that take long do not count. */
	private static final int AT_ONCE = 2;

	/** A handshake may take twice as long each time that none has come about. */
	private static final int MAX_DOUBLINGS = 3;

	private final Knowledge knowledge;

	private final Links links;

	private final Sleep sleep;

	private final Settings settings;

	Dialling(Knowledge knowledge, Links links, Sleep sleep, Settings settings) {
		this.knowledge = knowledge;
		this.links = links;
		this.sleep = sleep;
		this.settings = settings;
	}

	/**
	 * When a new neighbour is to be dialled. A member that is behind may hear of a nearer
	 * one before it would have come to it.
	 */
	Instant first(MemberId neighbour, Instant now) {
		Instant soon = now.plus(this.sleep.leeway());
		return (this.knowledge.self().id().compareTo(neighbour) < 0) ? soon : soon.plus(GRACE);
	}

	/** Dials neighbours to whom no link stands: a few, and all who are accused. */
	void missing(Collection<Watch> watches, Instant now) {
		Instant recent = now.minus(RoundTrip.LEAST).minus(this.sleep.leeway());
		long free = AT_ONCE - this.links
			.count((it) -> it.purpose == Connection.Purpose.NEIGHBOUR && !it.isOpen() && it.since.isAfter(recent));
		for (Watch watch : new ArrayList<>(watches)) {
			if (watch.finding != null || free > 0) {
				free -= ifDue(watch, now) ? 1 : 0;
			}
		}
	}

	/** When the next neighbour is due of those that are not yet. */
	Instant next(Collection<Watch> watches, Instant now) {
		Instant next = Instant.MAX;
		for (Watch watch : watches) {
			if (watch.nextDial.isAfter(now) && watch.nextDial.isBefore(next)
					&& this.links.to(watch.subject).isEmpty()) {
				next = watch.nextDial;
			}
		}
		return next;
	}

	/** Dials at once, unless a connection is there or under way. */
	void again(Watch watch, Instant now) {
		watch.nextDial = now;
		ifDue(watch, now);
	}

	private boolean ifDue(Watch watch, Instant now) {
		if (now.isBefore(watch.nextDial) || this.links
			.any((connection) -> connection.leadsTo(watch.subject) && connection.silentSince == null)) {
			return false;
		}
		this.knowledge.roster()
			.present(watch.subject)
			.ifPresent((member) -> at(member.endpoint(), watch.subject, watch.failures, now));
		return true;
	}

	/** Dials an address where a neighbour should be. */
	void at(Endpoint endpoint, MemberId neighbour, int failures, Instant now) {
		Duration patience = this.settings.pingTimeout().multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
		this.links.dial(endpoint, Connection.Purpose.NEIGHBOUR, neighbour, patience, now);
	}

	/** A dial has led to nothing: the next one waits, the longer the more did so. */
	void failed(Watch watch, Duration least, Instant now) {
		watch.isTried();
		pause(watch, least, watch.failures++, now);
	}

	/** A dial could not be tried, and the next one waits as well. */
	void notTried(Watch watch, Instant now) {
		watch.untriedSince = (watch.untried == 0) ? now : watch.untriedSince;
		pause(watch, this.settings.pingTimeout(), watch.untried++, now);
	}

	private void pause(Watch watch, Duration least, int doublings, Instant now) {
		Duration pause = least.multipliedBy(1L << Math.min(doublings, 10));
		watch.nextDial = now.plus((pause.compareTo(MAX_PAUSE) < 0) ? pause : MAX_PAUSE).plus(this.sleep.lag());
	}

	/** The other side does not need a link: one of the two does not know all yet. */
	void notYet(Watch watch, Instant now) {
		watch.nextDial = now.plus(GRACE).plus(this.sleep.leeway());
	}

	/** Somebody else answers there. */
	void notForLong(Watch watch, Instant now) {
		watch.nextDial = now.plus(MAX_PAUSE);
	}

}

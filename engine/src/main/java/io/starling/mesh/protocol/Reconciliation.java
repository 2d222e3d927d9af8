package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.MemberId;

/**
 * Anti-entropy (Demers et al., PODC 1987, section 1.3): two members compare digests with
 * every sign of life, and when these differ for good, they find out in what: by
 * {@link Sketching}, or by {@link Listing} where there is little to list or much differs.
 */
final class Reconciliation {

	private static final Duration PAUSE = Duration.ofSeconds(1);

	/** Tables that changed so lately are probably only waiting for rumors under way. */
	private static final Duration SETTLING = Duration.ofMillis(300);

	private static final int PATIENCE = 3;

	/**
	 * While tables change all the time they always differ, and what is missing for good
	 * has to be looked for nevertheless, but seldom.
	 */
	private static final Duration PAUSE_WHILE_CHANGING = Duration.ofSeconds(10);

	/** Members that know of as few others list what they hold at once. */
	private static final int FEW = 4;

	private final Knowledge knowledge;

	private final Links links;

	private final Looks looks;

	/** After so many exchanges that have changed nothing the pause doubles with each. */
	private static final int FRUITLESS = 4;

	private static final int MOST_DOUBLINGS = 6;

	private final Sleep sleep;

	private final Sketching sketching;

	private final Listing listing;

	private Instant nextAllowed = Instant.MIN;

	private Instant nextWhileChanging = Instant.MIN;

	Reconciliation(Knowledge knowledge, Links links, Suspicions suspicions, Looks looks, Sleep sleep,
			RandomGenerator random) {
		this.knowledge = knowledge;
		this.links = links;
		this.sleep = sleep;
		this.looks = looks;
		this.sketching = new Sketching(knowledge, links, suspicions, random);
		this.listing = new Listing(knowledge, links, suspicions);
	}

	/**
	 * Compares the other side's digest with the own one, and acts on a difference that
	 * lasts.
	 */
	void compare(Connection connection, Digest theirs, Instant now) {
		if (theirs.equals(this.knowledge.digest())) {
			connection.mismatches = 0;
			connection.differedAt = Instant.MIN;
			return;
		}
		connection.mismatches++;
		connection.differedAt = now;
		Digest own = this.knowledge.digest();
		if (!own.equals(connection.comparedOwn) || !theirs.equals(connection.comparedTheirs)) {
			connection.comparedOwn = own;
			connection.comparedTheirs = theirs;
			connection.fruitless = 0;
		}
		boolean settled = this.knowledge.changes().quietFor(now).compareTo(SETTLING.plus(this.sleep.lag())) >= 0;
		boolean overdue = connection.mismatches > PATIENCE && !now.isBefore(this.nextWhileChanging);
		if ((settled || overdue) && !now.isBefore(this.nextAllowed) && isNext(connection, now)) {
			this.nextAllowed = now.plus(PAUSE).plus(this.sleep.leeway()).plus(this.sleep.leeway());
			this.nextWhileChanging = now.plus(PAUSE_WHILE_CHANGING);
			begin(connection, now);
		}
		else if (isDue(connection, now)) {
			this.looks.hasten(connection, SETTLING, now);
		}
	}

	/**
	 * Of several whose tables differ it is the turn of the one that has waited longest,
	 * so that one that always differs leaves room for others.
	 */
	private boolean isNext(Connection connection, Instant now) {
		Instant recent = now.minus(PAUSE);
		return isDue(connection, now)
				&& !this.links.any((other) -> other.isOpen() && other.exchangedAt.isBefore(connection.exchangedAt)
						&& other.differedAt.isAfter(recent) && isDue(other, now));
	}

	/**
	 * Whom exchanges have left as far apart as before compares less and less often, as
	 * they would do so for ever.
	 */
	private static boolean isDue(Connection connection, Instant now) {
		int doublings = Math.min(connection.fruitless - FRUITLESS, MOST_DOUBLINGS);
		return doublings <= 0 || !now.isBefore(connection.exchangedAt.plus(PAUSE.multipliedBy(1L << doublings)));
	}

	/** Begins an exchange after which both sides hold the newer of everything. */
	void begin(Connection connection, Instant now) {
		connection.mismatches = 0;
		connection.fruitless++;
		connection.exchangedAt = now;
		this.links.count(Activity.EXCHANGES, 1);
		if (this.knowledge.roster().presentCount() <= FEW) {
			this.listing.list(connection, MemberId.MIN);
		}
		else {
			this.sketching.begin(connection, now);
		}
	}

	/** Takes the next step of an exchange. */
	void take(Connection connection, Message message, Instant now) {
		if (message instanceof Message.Symbols symbols) {
			this.sketching.decode(connection, symbols, now);
		}
		else if (message instanceof Message.More more) {
			this.sketching.more(connection, more);
		}
		else if (message instanceof Message.Lack lack) {
			this.sketching.serve(connection, lack, now);
		}
		else if (message instanceof Message.Index index) {
			this.listing.answer(connection, index, now);
		}
		else if (message instanceof Message.Want want) {
			this.listing.serve(connection, want);
		}
		else if (message instanceof Message.Resume resume) {
			resume(connection, resume.from());
		}
	}

	private void resume(Connection connection, MemberId from) {
		if (from.equals(MemberId.MIN) && this.sketching.end(connection)) {
			this.listing.list(connection, from);
		}
		else {
			this.listing.resume(connection, from);
		}
	}

	void tick(Instant now) {
		this.sketching.tick(now);
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.MemberId;

/**
 * When a subject counts as dead: rules D8 to D11 of PROTOCOL.md.
 */
final class Verdicts {

	/** In so many hang tolerances whoever observes a subject has spoken, or is none. */
	private static final int TIME_TO_DENY = 3;

	/** Who has evidence repeats it within so many. */
	private static final int TIME_TO_REPEAT = 2;

	/** The margin of the last resort, in rounds beyond those that reach all. */
	private static final int LAST_RESORT_ROUNDS = 14;

	private final Knowledge knowledge;

	private final Links links;

	private final Cases cases;

	private final SelfDoubt selfDoubt;

	private final Quorum quorum;

	private final Duration tolerance;

	Verdicts(Knowledge knowledge, Links links, Cases cases, SelfDoubt selfDoubt, Settings settings) {
		this.knowledge = knowledge;
		this.links = links;
		this.cases = cases;
		this.selfDoubt = selfDoubt;
		this.quorum = new Quorum(knowledge, cases, selfDoubt);
		this.tolerance = settings.hangTolerance();
	}

	/** What is to be believed of a subject. */
	enum Verdict {

		/** It may live. */
		NONE,

		/** It is dead, as far as anybody can tell without proof. */
		PRESUMED,

		/** It is dead. */
		PROVEN

	}

	Verdict on(MemberId subject, Case open, Instant now) {
		Evidence agreed = this.quorum.agreement(open);
		open.agree(agreed != Evidence.ALIVE, now);
		if (this.selfDoubt.isDoubting() || (open.found != null && !isAnyAnswering())) {
			return whileInDoubt(open, now);
		}
		boolean proven = agreed == Evidence.GONE;
		if (proven && !isSpokenFor(subject, open, now)) {
			return Verdict.PROVEN;
		}
		if (open.agreedFor(now, this.tolerance)) {
			return proven ? Verdict.PROVEN : Verdict.PRESUMED;
		}
		if (isAnswering(subject, open)) {
			return Verdict.NONE;
		}
		boolean reported = open.reports.areBelieved(whoCouldTell(subject), this.tolerance, now);
		boolean overdue = open.votes.accusedSince(now.minus(this.tolerance.multipliedBy(TIME_TO_REPEAT)))
				&& !this.links.isAlone() && open.isOlderThan(longest(open), now);
		return (reported || overdue) ? Verdict.PRESUMED : Verdict.NONE;
	}

	/** The neighbours who answer; where there are none, all who do. */
	private List<MemberId> whoCouldTell(MemberId subject) {
		List<MemberId> answering = this.links.open()
			.stream()
			.filter((link) -> link.silentSince == null)
			.map((link) -> link.peer().id())
			.filter((peer) -> !peer.equals(subject))
			.distinct()
			.toList();
		Set<MemberId> neighbours = this.knowledge.roster().neighbours();
		List<MemberId> close = answering.stream().filter(neighbours::contains).toList();
		return close.isEmpty() ? answering : close;
	}

	/**
	 * While not one link answers, nobody is taken for dead but who certainly is: on the
	 * own host, or as the only other one; or, after a while, who ended in good order and
	 * refuses since.
	 */
	private Verdict whileInDoubt(Case open, Instant now) {
		if (isCertain(open)) {
			return Verdict.PROVEN;
		}
		boolean inTime = open.isOlderThan(this.tolerance, now) || this.selfDoubt.isOlderThan(this.tolerance, now);
		return (open.found == Finding.PROOF && inTime) ? Verdict.PRESUMED : Verdict.NONE;
	}

	private boolean isAnyAnswering() {
		return this.links.any((link) -> link.isOpen() && link.silentSince == null);
	}

	private boolean isCertain(Case open) {
		return open.found == Finding.OWN_HOST
				|| (open.found == Finding.PROOF && this.knowledge.roster().presentCount() == 2);
	}

	/**
	 * Tells whether something speaks against the proof of others: the subject answers
	 * here, or has refuted such a proof lately. Then it has the tolerance to object, as
	 * with silence.
	 */
	private boolean isSpokenFor(MemberId subject, Case open, Instant now) {
		return isAnswering(subject, open) || this.cases.hasRefuted(subject, now);
	}

	private boolean isAnswering(MemberId subject, Case open) {
		return open.found == null && this.links.to(subject).filter((link) -> link.silentSince == null).isPresent();
	}

	/**
	 * After how long an accusation is believed without agreement: soon if not one
	 * observer denies it, as all but the accusers are silent themselves, or never were;
	 * sooner where that is known of most.
	 */
	private Duration longest(Case open) {
		if (open.deniers() > 0) {
			return lastResort();
		}
		return this.selfDoubt.isNearlyAlone() ? this.tolerance : this.tolerance.multipliedBy(TIME_TO_DENY);
	}

	/**
	 * After how long an accusation that is repeated and never refuted is believed without
	 * agreement. It is repeated each hang tolerance, and each time its subject would have
	 * heard of it and spread its refutation. A rumor that is pushed to one random member
	 * a round reaches all n within log2 n + ln n + c rounds but for a chance of about
	 * e<sup>-c</sup> (Pittel, "On spreading a rumor", SIAM J. Appl. Math. 47, 1987); with
	 * a hang tolerance for each round, however long a round really is, and c = 14, the
	 * subject is dead in all but one of a million cases.
	 */
	private Duration lastResort() {
		double n = this.knowledge.roster().presentCount();
		double rounds = Math.log(n) / Math.log(2) + Math.log(n) + LAST_RESORT_ROUNDS;
		return this.tolerance.multipliedBy((long) Math.ceil(rounds));
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import org.jspecify.annotations.Nullable;

/**
 * What observers say of members, and what follows from it: rules D4 to D11 of
 * PROTOCOL.md. One accuser alone has a bad link; two that are not outnumbered by denials
 * make the subject SUSPECT; a majority of its observers that are not suspect themselves
 * make it DEAD, at once if it is GONE, after the hang tolerance if it is only SILENT.
 * Confirmation by several members before a verdict follows SWIM (Das, Gupta and Motivala,
 * DSN 2002, section 4.2); agreement of a majority of fixed observers follows Rapid
 * (Suresh et al., USENIX ATC 2018, section 4).
 */
final class Suspicions {

	/**
	 * Who has evidence repeats it each hang tolerance, for those who missed it; a vote
	 * that has not been repeated for this many is void.
	 */
	private static final int REPEATS_MISSED = 3;

	/** The margin of the last resort, in rounds beyond those that reach all. */
	private static final int LAST_RESORT_ROUNDS = 14;

	private final Knowledge knowledge;

	private final Links links;

	private final Settings settings;

	private final Sleep sleep;

	private final Outbox out;

	private final Cases cases = new Cases();

	/** How long a vote stands without being repeated, and a closed case is kept. */
	private final Duration lease;

	private final SelfDoubt selfDoubt;

	Suspicions(Knowledge knowledge, Links links, Settings settings, Sleep sleep, Outbox out) {
		this.sleep = sleep;
		this.knowledge = knowledge;
		this.links = links;
		this.settings = settings;
		this.out = out;
		this.selfDoubt = new SelfDoubt(knowledge, out);
		this.lease = settings.hangTolerance().multipliedBy(REPEATS_MISSED);
	}

	/**
	 * Publishes what this member has found about the subject's present version; does
	 * nothing if it has been published within the last hang tolerance.
	 */
	void vote(MemberId subject, Evidence evidence, Instant now) {
		this.knowledge.roster().present(subject).ifPresent((member) -> {
			Rumor.OfVote vote = new Rumor.OfVote(subject, member.version(), this.knowledge.self().id(), evidence);
			if (hear(vote, now)) {
				this.links.spread(vote, null);
			}
		});
	}

	/**
	 * Takes own evidence back, because the subject was heard. What has been said cannot
	 * be taken back, so the subject has to hear of it and refute it.
	 * @return what has been said; empty if nothing was
	 */
	Optional<Rumor> acquit(MemberId subject, Instant now) {
		Case open = this.cases.against(subject);
		Evidence own = (open != null) ? open.withdraw(this.knowledge.self().id()) : null;
		if (open == null || own == null) {
			return Optional.empty();
		}
		changed(open, now);
		return this.knowledge.roster()
			.present(subject)
			.map((member) -> new Rumor.OfVote(subject, member.version(), this.knowledge.self().id(), own));
	}

	/** Tells whether anybody accuses a member. */
	boolean isAccused(MemberId subject) {
		return this.cases.against(subject) != null;
	}

	/** Tells whether a member is accused by no fewer than have denied it. */
	boolean needsDenial(MemberId subject) {
		Case open = this.cases.against(subject);
		return open != null && open.accusers() >= open.deniers();
	}

	boolean isQuiet() {
		return this.cases.open().isEmpty() && !this.knowledge.isCutOff();
	}

	/**
	 * Takes a vote in, also one about a member that is dead already: it is news to those
	 * who do not know that yet. A denial of what nobody says is none.
	 * @return true if it was news
	 */
	boolean hear(Rumor.OfVote vote, Instant now) {
		Case there = this.cases.about(vote.subject(), vote.version());
		if (there == null && vote.evidence() != Evidence.ALIVE) {
			there = begin(vote.subject(), vote.version(), now);
		}
		if (there == null || !there.hear(vote, now, this.settings.hangTolerance().plus(this.sleep.leeway()))) {
			return false;
		}
		changed(there, now);
		return true;
	}

	/** Who is behind judges once what has gathered. */
	private void changed(Case open, Instant now) {
		open.judgeBy(now.plus(this.sleep.lag()));
	}

	/**
	 * Takes in that others hold a member dead. It counts like silence: the subject has
	 * the hang tolerance to object.
	 * @return true if it was news
	 */
	boolean hear(Rumor.OfDeath death, Instant now) {
		Case there = this.cases.about(death.subject(), death.version());
		if (there == null) {
			there = begin(death.subject(), death.version(), now);
		}
		return there != null && there.reportDead(now);
	}

	/**
	 * A case about a member's present version; none about any other, which is refuted or
	 * does not exist.
	 */
	private @Nullable Case begin(MemberId subject, long version, Instant now) {
		Member member = this.knowledge.roster().present(subject).orElse(null);
		return (member != null && version == member.version()) ? this.cases.begin(subject, version, now) : null;
	}

	/** Tells whether there is a case that a vote belongs to, open or decided lately. */
	boolean concerns(Rumor.OfVote vote) {
		return this.cases.about(vote.subject(), vote.version()) != null;
	}

	/** What stands against a member, for those who hear of it now. */
	List<Rumor> votesOn(Member member) {
		Case there = this.cases.about(member.id(), member.version());
		return (there != null) ? there.rumors() : List.of();
	}

	/** The last case about what a member says of itself; null if there was none. */
	@Nullable Case lastCase(Member member) {
		return this.cases.last(member.id(), member.version());
	}

	/** Ends the case about a member that has spoken for itself. */
	void close(MemberId subject) {
		this.cases.forget(subject);
	}

	/** Ends all cases, as this member begins anew. */
	void clear() {
		this.cases.clear();
	}

	/** Forgets what led to a death so long ago that everybody has heard of it. */
	void tick(Instant now) {
		this.cases.forgetClosed(this.lease, this.settings.retention(), now);
	}

	/**
	 * Judges the cases in which something has been said since the last time, and now and
	 * then all others: time has passed, and observers may have changed.
	 */
	void settle(Instant now) {
		this.cases.due(now).forEach((subject) -> judge(subject, this.cases.against(subject), now));
	}

	/**
	 * When there is something to {@link #settle} again; who is behind comes to all cases
	 * together.
	 */
	Instant next(Instant now) {
		Instant next = this.cases.next();
		Instant soonest = now.plus(this.sleep.lag());
		return next.isBefore(soonest) ? soonest : next;
	}

	/** Takes in whether a single link answers. */
	void doubtSelf(boolean answered, Instant now) {
		if (!isQuiet()) {
			this.selfDoubt.weigh(this.cases.open(), answered, now);
		}
	}

	/** Gives every subject the time back that this member itself has lost. */
	void forgive(Duration lost) {
		this.cases.open().values().forEach((open) -> open.forgive(lost));
	}

	private void judge(MemberId subject, @Nullable Case open, Instant now) {
		MemberState state = this.knowledge.roster().get(subject);
		if (open != null) {
			open.expire(now.minus(this.lease));
		}
		if (state == null || !state.isPresent() || open == null || open.isEmpty()) {
			this.cases.drop(subject);
			this.knowledge.believe(subject, Liveness.ALIVE, "", now);
			return;
		}
		NavigableSet<MemberId> all = open.observers(subject, this.knowledge.roster());
		int needed = this.knowledge.isCutOff() ? 1 : Math.min(2, all.size());
		boolean suspect = open.accusers() >= needed && open.accusers() > open.deniers();
		Liveness liveness = suspect ? Liveness.SUSPECT : Liveness.ALIVE;
		if (state.liveness() != liveness) {
			this.knowledge.believe(subject, liveness, suspect ? open.inWords() : "", now);
			this.out.count(Activity.SUSPICIONS, suspect ? 1 : 0);
		}
		Evidence agreed = agreement(open, all);
		open.agree(agreed != Evidence.ALIVE, now);
		open.judged(now, this.settings.hangTolerance(), this.sleep.leeway());
		if (agreed == Evidence.GONE || isOverdue(open, now) || isProvenAlone(open)) {
			bury(state.member(), open, agreed == Evidence.GONE, now);
		}
	}

	/**
	 * What most of the observers that can be relied on say, or more than that.
	 * @return {@code ALIVE} if they agree on nothing against the subject
	 */
	private Evidence agreement(Case open, NavigableSet<MemberId> observers) {
		int reliable = 0;
		int accusers = 0;
		int proofs = 0;
		for (MemberId observer : observers) {
			if (isReliable(observer)) {
				Evidence evidence = open.evidenceOf(observer);
				accusers += (evidence == Evidence.SILENT || evidence == Evidence.GONE) ? 1 : 0;
				proofs += (evidence == Evidence.GONE) ? 1 : 0;
				reliable++;
			}
		}
		return isMajority(proofs, reliable) ? Evidence.GONE
				: isMajority(accusers, reliable) ? Evidence.SILENT : Evidence.ALIVE;
	}

	private static boolean isMajority(int votes, int observers) {
		return 2 * votes > observers;
	}

	private boolean isOverdue(Case open, Instant now) {
		Duration tolerance = this.settings.hangTolerance();
		return (open.agreedFor(now, tolerance) && !this.knowledge.isCutOff()) || open.isReportedFor(now, tolerance)
				|| (open.isOlderThan(lastResort(), now) && !this.selfDoubt.isDoubting() && !this.links.isAlone());
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
		return this.settings.hangTolerance().multipliedBy((long) Math.ceil(rounds));
	}

	private void bury(Member subject, Case open, boolean proven, Instant now) {
		this.cases.close(subject.id(), open, now);
		String reason = open.inWords();
		this.knowledge.bury(subject.id(), reason, proven, now);
		this.out.notify(new Notice.Died(subject, reason));
	}

	/**
	 * Whoever is suspect, or has somebody's proof against it, unrefuted, can no longer
	 * say anything of others.
	 */
	private boolean isReliable(MemberId observer) {
		Case against = this.cases.against(observer);
		if (against == null) {
			return !this.selfDoubt.isDoubting() || this.knowledge.isSelf(observer);
		}
		MemberState state = this.knowledge.roster().get(observer);
		return (state == null || state.liveness() != Liveness.SUSPECT) && !against.isProven();
	}

	/** Without any link nobody is left to agree, and own proof has to be enough. */
	private boolean isProvenAlone(Case open) {
		return open.evidenceOf(this.knowledge.self().id()) == Evidence.GONE && this.links.isAlone();
	}

}

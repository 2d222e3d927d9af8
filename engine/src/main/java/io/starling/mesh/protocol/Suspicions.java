package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
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
 * make the subject SUSPECT; what makes it DEAD is said by {@link Verdicts}. Confirmation
 * by several members before a verdict follows SWIM (Das, Gupta and Motivala, DSN 2002,
 * section 4.2); agreement of a majority of fixed observers follows Rapid (Suresh et al.,
 * USENIX ATC 2018, section 4).
 */
final class Suspicions {

	/**
	 * Who has evidence repeats it each hang tolerance, for those who missed it; a vote
	 * that has not been repeated for this many is void.
	 */
	private static final int REPEATS_MISSED = 3;

	private final Knowledge knowledge;

	private final Links links;

	private final Settings settings;

	private final Sleep sleep;

	private final Outbox out;

	private final Cases cases = new Cases();

	/** How long a vote stands without being repeated, and a closed case is kept. */
	final Duration lease;

	private final SelfDoubt selfDoubt;

	private final Verdicts verdicts;

	Suspicions(Knowledge knowledge, Links links, Settings settings, Sleep sleep, Outbox out) {
		this.sleep = sleep;
		this.knowledge = knowledge;
		this.links = links;
		this.settings = settings;
		this.out = out;
		this.selfDoubt = new SelfDoubt(knowledge, out);
		this.verdicts = new Verdicts(knowledge, links, this.cases, this.selfDoubt, settings);
		this.lease = settings.hangTolerance().multipliedBy(REPEATS_MISSED);
	}

	/**
	 * Publishes what this member has found about the subject's present version; does
	 * nothing if it has been published within the last hang tolerance.
	 */
	void accuse(MemberId subject, Evidence evidence, Finding found, Instant now) {
		vote(subject, evidence, now);
		Case open = this.cases.against(subject);
		if (open != null) {
			open.found = found;
		}
	}

	/** Publishes that the subject has answered. */
	void deny(MemberId subject, Instant now) {
		vote(subject, Evidence.ALIVE, now);
	}

	private void vote(MemberId subject, Evidence evidence, Instant now) {
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
		Evidence own = (open != null) ? open.votes.withdraw(this.knowledge.self().id()) : null;
		if (open == null || own == null) {
			return Optional.empty();
		}
		open.found = null;
		changed(open, now);
		return this.knowledge.roster()
			.present(subject)
			.map((member) -> new Rumor.OfVote(subject, member.version(), this.knowledge.self().id(), own));
	}

	/** Tells whether anybody accuses a member. */
	boolean isAccused(MemberId subject) {
		return this.cases.against(subject) != null;
	}

	/** Tells whether another observer of a member than this one says that it is gone. */
	boolean isProvenByOthers(MemberId subject) {
		Case open = this.cases.against(subject);
		return open != null && open.votes.provenByOtherThan(this.knowledge.self().id());
	}

	/** Tells whether a member is accused by no fewer than have denied it. */
	boolean needsDenial(MemberId subject) {
		Case open = this.cases.against(subject);
		return open != null && open.accusers() >= open.deniers();
	}

	/** The open cases, as they change. */
	NavigableMap<MemberId, Case> open() {
		return this.cases.open();
	}

	boolean isQuiet() {
		return this.cases.open().isEmpty() && !this.knowledge.isCutOff();
	}

	/**
	 * Takes a vote in, also one about a member that is dead already: it is news to those
	 * who do not know that yet. A denial of what nobody says is none, and nor is a vote
	 * whose author is not known to be there.
	 * @return true if it was news
	 */
	boolean hear(Rumor.OfVote vote, Instant now) {
		if (!this.knowledge.roster().isPresent(vote.observer())) {
			return false;
		}
		Case there = this.cases.about(vote.subject(), vote.version());
		if (there == null && vote.evidence() != Evidence.ALIVE) {
			there = begin(vote.subject(), vote.version(), now);
		}
		if (there == null) {
			return false;
		}
		there.observe(vote.subject(), this.knowledge.roster());
		boolean news = there.hear(vote, now, this.settings.hangTolerance().plus(this.sleep.leeway()));
		if (news) {
			changed(there, now);
		}
		return news;
	}

	/** Who is behind judges once what has gathered. */
	private void changed(Case open, Instant now) {
		open.judgeBy(now.plus(this.sleep.lag()));
	}

	/** The link with a member has ended, which spoke for it if it was accused. */
	void unlinked(MemberId subject, Instant now) {
		Optional.ofNullable(this.cases.against(subject)).ifPresent((open) -> changed(open, now));
	}

	/**
	 * Takes in that somebody holds a member dead.
	 * @param by who said so
	 * @return true if it was news
	 */
	boolean hear(Rumor.OfDeath death, MemberId by, Instant now) {
		Case there = this.cases.about(death.subject(), death.version());
		if (there == null) {
			there = begin(death.subject(), death.version(), now);
		}
		return there != null && there.reports.hear(by.equals(death.teller()) ? by : null, now);
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
	void close(MemberId subject, Instant now) {
		this.cases.refute(subject, now);
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

	/**
	 * Takes in of how many neighbours this member itself has found something, and whether
	 * a single link answers.
	 */
	void doubtSelf(int found, boolean answered, Instant now) {
		if (found > 0 || !isQuiet()) {
			this.selfDoubt.weigh(this.cases.open(), found, answered, now);
		}
	}

	/** Gives every subject the time back that this member itself has lost. */
	void forgive(Duration lost) {
		this.cases.open().values().forEach((open) -> open.forgive(lost));
	}

	/**
	 * Takes all others for dead, as this member was out of touch with them for so long.
	 */
	void giveUp(Duration unheard, Instant now) {
		List<MemberState> others = this.knowledge.roster()
			.states()
			.values()
			.stream()
			.filter((state) -> state.isPresent() && !this.knowledge.isSelf(state.member().id()))
			.toList();
		if (others.isEmpty()) {
			return;
		}
		this.out.notify(new Notice.Away(others.size(), unheard));
		for (MemberState state : others) {
			this.cases.forget(state.member().id());
			bury(state.member(), "nobody was heard for " + unheard.toSeconds() + " s", false, now);
		}
	}

	private void judge(MemberId subject, @Nullable Case open, Instant now) {
		MemberState state = this.knowledge.roster().get(subject);
		if (open != null) {
			open.expire(now.minus(this.lease));
		}
		if (state == null || !state.isPresent() || open == null || open.isEmpty()) {
			this.cases.drop(subject);
			suspect(state, false, "", now);
			return;
		}
		int observers = open.observe(subject, this.knowledge.roster()).size();
		open.accusedOrAnew(now);
		// Who is suspect stays so while anybody accuses it: others may have come or gone.
		boolean one = this.knowledge.isCutOff() || state.liveness() == Liveness.SUSPECT;
		int needed = one ? 1 : Math.min(2, observers);
		suspect(state, open.accusers() >= needed && open.accusers() > open.deniers(), open.inWords(), now);
		Verdicts.Verdict verdict = this.verdicts.on(subject, open, now);
		open.judged(now, this.settings.hangTolerance(), this.sleep.leeway());
		if (verdict != Verdicts.Verdict.NONE) {
			boolean proven = verdict == Verdicts.Verdict.PROVEN;
			this.cases.close(subject, open, proven, now);
			bury(state.member(), open.inWords(), proven, now);
		}
	}

	/**
	 * Suspects a member or no longer does; of others than the present it says nothing.
	 */
	private void suspect(@Nullable MemberState state, boolean accused, String why, Instant now) {
		boolean suspect = accused || this.selfDoubt.isDoubting();
		Liveness liveness = suspect ? Liveness.SUSPECT : Liveness.ALIVE;
		if (state != null && state.isPresent() && state.liveness() != liveness) {
			this.knowledge.believe(state.member().id(), liveness, suspect ? why : "", now);
			this.out.count(Activity.SUSPICIONS, suspect ? 1 : 0);
		}
	}

	private void bury(Member subject, String reason, boolean proven, Instant now) {
		this.knowledge.bury(subject.id(), reason, proven, now);
		this.out.notify(new Notice.Died(subject, reason));
	}

}

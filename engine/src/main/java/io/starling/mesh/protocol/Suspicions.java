package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import org.jspecify.annotations.Nullable;

/**
 * What observers say against members, and what follows from it: rules D1 to D8 of
 * PROTOCOL.md. One accuser alone has a bad link; two make the subject SUSPECT; a majority
 * of its observers that are not suspect themselves make it DEAD, at once if it is GONE,
 * after the hang tolerance if it is only SILENT. Confirmation by several members before a
 * verdict follows SWIM (Das, Gupta and Motivala, DSN 2002, section 4.2); agreement of a
 * majority of fixed observers follows Rapid (Suresh et al., USENIX ATC 2018, section 4).
 */
final class Suspicions {

	private static final int MAX_ACCUSERS = 64;

	/**
	 * Who has evidence repeats it each hang tolerance, for those who missed it; an
	 * accusation that has not been repeated for this many is void.
	 */
	private static final int REPEATS_MISSED = 3;

	private final Knowledge knowledge;

	private final Links links;

	private final Settings settings;

	private final Outbox out;

	private final TreeMap<MemberId, Case> cases = new TreeMap<>();

	/** How long an accusation stands without being repeated. */
	private final Duration lease;

	/** True while all others are doubted. */
	private boolean doubting;

	Suspicions(Knowledge knowledge, Links links, Settings settings, Outbox out) {
		this.knowledge = knowledge;
		this.links = links;
		this.settings = settings;
		this.out = out;
		this.lease = settings.hangTolerance().multipliedBy(REPEATS_MISSED);
	}

	/**
	 * Publishes own evidence about the subject's present version; does nothing if it has
	 * been published within the last hang tolerance.
	 */
	void accuse(MemberId subject, Evidence evidence, Instant now) {
		this.knowledge.roster().present(subject).ifPresent((member) -> {
			Rumor.OfSuspicion suspicion = new Rumor.OfSuspicion(subject, member.version(), this.knowledge.self().id(),
					evidence);
			if (hear(suspicion, now)) {
				this.links.spread(suspicion, null);
			}
		});
	}

	/**
	 * Takes own evidence back, because the subject was heard. What has been said cannot
	 * be taken back, so the subject has to hear of it and refute it.
	 * @return what has been said; empty if nothing was
	 */
	Optional<Rumor> acquit(MemberId subject, Instant now) {
		Case open = this.cases.get(subject);
		Accusation own = (open != null) ? open.accusers.remove(this.knowledge.self().id()) : null;
		if (open == null || own == null) {
			return Optional.empty();
		}
		judge(subject, open, now);
		return this.knowledge.roster()
			.present(subject)
			.map((member) -> new Rumor.OfSuspicion(subject, member.version(), this.knowledge.self().id(),
					own.evidence));
	}

	/** Tells whether anybody accuses a member. */
	boolean isAccused(MemberId subject) {
		return this.cases.containsKey(subject);
	}

	/**
	 * Takes an accusation in.
	 * @return true if it was news
	 */
	boolean hear(Rumor.OfSuspicion suspicion, Instant now) {
		Case open = open(suspicion.subject(), suspicion.version());
		if (open == null) {
			return false;
		}
		Accusation before = open.accusers.get(suspicion.accuser());
		boolean news = before == null || before.evidence.compareTo(suspicion.evidence()) < 0
				|| !now.isBefore(before.since.plus(this.settings.hangTolerance()));
		if (!news || (before == null && open.accusers.size() >= MAX_ACCUSERS)) {
			return false;
		}
		open.accusers.put(suspicion.accuser(), new Accusation(suspicion.evidence(), now));
		judge(suspicion.subject(), open, now);
		return true;
	}

	/**
	 * Takes in that others hold a member dead. It counts like silence: the subject has
	 * the hang tolerance to object.
	 * @return true if it was news
	 */
	boolean hear(Rumor.OfDeath death, Instant now) {
		Case open = open(death.subject(), death.version());
		if (open == null || open.reportedDead != null) {
			return false;
		}
		open.reportedDead = now;
		return true;
	}

	/**
	 * The case about a member's present version; none about any other, which is refuted
	 * or does not exist.
	 */
	private @Nullable Case open(MemberId subject, long version) {
		Member member = this.knowledge.roster().present(subject).orElse(null);
		if (member == null || version != member.version()) {
			return null;
		}
		return this.cases.computeIfAbsent(subject, (id) -> new Case());
	}

	/** Ends the case about a member that has spoken for itself. */
	void close(MemberId subject) {
		this.cases.remove(subject);
	}

	/** Judges all open cases again: time has passed, and observers may have changed. */
	void tick(Instant now) {
		Instant limit = now.minus(this.lease);
		new ArrayList<>(this.cases.entrySet()).forEach((entry) -> {
			entry.getValue().accusers.values().removeIf((accusation) -> accusation.since.isBefore(limit));
			judge(entry.getKey(), entry.getValue(), now);
		});
	}

	/**
	 * Who hears that most others are silent, or finds that not one link answers, is
	 * probably itself cut off.
	 */
	void doubtSelf(boolean answered, Instant now) {
		if (this.cases.isEmpty() && !this.knowledge.isCutOff()) {
			return;
		}
		int others = this.knowledge.roster().presentIds().size() - 1;
		int silent = (int) this.cases.values().stream().filter(Case::isSilence).count();
		boolean cutOff = silent > 0 && (2 * silent > others || !answered);
		if (cutOff && !this.knowledge.isCutOff()) {
			this.out.notify(new Notice.CutOff(silent, others));
		}
		this.knowledge.cutOff(cutOff);
		boolean doubt = cutOff && !answered;
		if (doubt || this.doubting) {
			doubtAll(doubt, now);
			this.doubting = doubt;
		}
	}

	/** Doubts all others while not a single one answers, or stops doing so. */
	private void doubtAll(boolean doubt, Instant now) {
		this.knowledge.roster().states().values().forEach((state) -> {
			MemberId id = state.member().id();
			if (doubt && state.liveness() == Liveness.ALIVE && !this.knowledge.isSelf(id)) {
				this.knowledge.believe(id, Liveness.SUSPECT, "this member is cut off", now);
			}
			else if (!doubt && state.liveness() == Liveness.SUSPECT && !this.cases.containsKey(id)) {
				this.knowledge.believe(id, Liveness.ALIVE, "", now);
			}
		});
	}

	/** Gives every subject the time back that this member itself has lost. */
	void forgive(Duration lost) {
		this.cases.values().forEach((open) -> {
			open.accusers.replaceAll((accuser, it) -> new Accusation(it.evidence, it.since.plus(lost)));
			open.agreedSince = (open.agreedSince != null) ? open.agreedSince.plus(lost) : null;
			open.reportedDead = (open.reportedDead != null) ? open.reportedDead.plus(lost) : null;
		});
	}

	private void judge(MemberId subject, Case open, Instant now) {
		MemberState state = this.knowledge.roster().get(subject);
		if (state == null || !state.isPresent() || open.isEmpty()) {
			this.cases.remove(subject);
			this.knowledge.believe(subject, Liveness.ALIVE, "", now);
			return;
		}
		NavigableSet<MemberId> observers = this.knowledge.roster().observersOf(subject);
		int needed = this.knowledge.isCutOff() ? 1 : Math.min(2, observers.size());
		if (open.accusers.size() >= needed) {
			this.knowledge.believe(subject, Liveness.SUSPECT, open.inWords(), now);
		}
		else {
			this.knowledge.believe(subject, Liveness.ALIVE, "", now);
		}
		observers.removeIf((observer) -> isSuspect(observer) || isGone(observer));
		boolean agreed = isMajority(open.votes(observers, Evidence.SILENT), observers);
		open.agreedSince = !agreed ? null : (open.agreedSince != null) ? open.agreedSince : now;
		if (isMajority(open.votes(observers, Evidence.GONE), observers) || isOverdue(open, now)
				|| isProvenAlone(open)) {
			bury(state.member(), open, now);
		}
	}

	private boolean isOverdue(Case open, Instant now) {
		Duration tolerance = this.settings.hangTolerance();
		boolean agreed = open.agreedSince != null && !now.isBefore(open.agreedSince.plus(tolerance));
		return (agreed && !this.knowledge.isCutOff())
				|| (open.reportedDead != null && !now.isBefore(open.reportedDead.plus(tolerance)));
	}

	private void bury(Member subject, Case open, Instant now) {
		this.cases.remove(subject.id());
		this.knowledge.believe(subject.id(), Liveness.DEAD, open.inWords(), now);
		this.out.notify(new Notice.Died(subject, open.inWords()));
	}

	private boolean isSuspect(MemberId id) {
		MemberState state = this.knowledge.roster().get(id);
		return state != null && state.liveness() == Liveness.SUSPECT;
	}

	/**
	 * Whoever somebody has proof against, unrefuted, can no longer say anything of
	 * others.
	 */
	private boolean isGone(MemberId id) {
		Case open = this.cases.get(id);
		return open != null && !open.isSilence();
	}

	/** Without any link nobody is left to agree, and own proof has to be enough. */
	private boolean isProvenAlone(Case open) {
		Accusation own = open.accusers.get(this.knowledge.self().id());
		return own != null && own.evidence == Evidence.GONE && this.links.isAlone();
	}

	private static boolean isMajority(long votes, NavigableSet<MemberId> observers) {
		return 2 * votes > observers.size();
	}

	/**
	 * What one observer says.
	 *
	 * @param evidence how strong its evidence is
	 * @param since when it said so last
	 */
	private record Accusation(Evidence evidence, Instant since) {
	}

	/** What has been said against one member at its present version. */
	private static final class Case {

		private final TreeMap<MemberId, Accusation> accusers = new TreeMap<>();

		/** Since when a majority has agreed; null while none does. */
		private @Nullable Instant agreedSince;

		/**
		 * When it was first heard that others hold the member dead; null if it was not.
		 */
		private @Nullable Instant reportedDead;

		boolean isEmpty() {
			return this.accusers.isEmpty() && this.reportedDead == null;
		}

		/** Tells whether nobody has proof. */
		boolean isSilence() {
			return this.accusers.values().stream().noneMatch((it) -> it.evidence == Evidence.GONE);
		}

		long votes(NavigableSet<MemberId> observers, Evidence least) {
			return observers.stream().filter((observer) -> {
				Accusation accusation = this.accusers.get(observer);
				return accusation != null && accusation.evidence.compareTo(least) >= 0;
			}).count();
		}

		String inWords() {
			long gone = this.accusers.values().stream().filter((it) -> it.evidence == Evidence.GONE).count();
			String words = gone + " observers found it gone, " + (this.accusers.size() - gone) + " silent";
			return (this.reportedDead != null) ? words + ", others hold it dead" : words;
		}

	}

}

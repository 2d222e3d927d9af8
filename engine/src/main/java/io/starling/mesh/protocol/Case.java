package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * What has been said of one member at its present version. Plain state;
 * {@link Suspicions} draws the conclusions.
 */
final class Case {

	private static final int MAX_VOTES = 64;

	/** How often a case is judged again although nobody has said anything new. */
	private static final Duration INTERVAL = Duration.ofMillis(250);

	/** So long the subject has at least to object to those who have joined late. */
	private static final Duration OBJECTION = Duration.ofSeconds(1);

	private final long version;

	private final TreeMap<MemberId, Vote> votes = new TreeMap<>();

	/** Since when somebody has accused the subject. */
	private Instant since;

	/** Since when a majority has agreed; null while none does. */
	private @Nullable Instant agreedSince;

	/** When it was first heard that others hold the subject dead; null if it was not. */
	private @Nullable Instant reportedDead;

	/** Who the subject's observers are, as of a generation of the roster. */
	private NavigableSet<MemberId> observers = Collections.emptyNavigableSet();

	private int generation = -1;

	private Instant due = Instant.MIN;

	/** True once the subject is dead. */
	private boolean closed;

	/** An accusation says that nothing was heard for the shortest patience at least. */
	Case(long version, Instant now) {
		this.version = version;
		this.since = now.minus(RoundTrip.LEAST);
	}

	/** The version of the subject that is accused. */
	long version() {
		return this.version;
	}

	/** The subject's observers, found out afresh only when members have come or gone. */
	NavigableSet<MemberId> observers(MemberId subject, Roster roster) {
		if (this.generation != roster.generation()) {
			this.generation = roster.generation();
			this.observers = roster.observersOf(subject);
		}
		return this.observers;
	}

	/**
	 * Takes a vote in. Of two by one observer the stronger counts, and the later of two
	 * equal ones, once in each interval of repetition, but where all is decided never.
	 * @return true if it was news
	 */
	boolean hear(Rumor.OfVote vote, Instant now, Duration repetition) {
		Vote before = this.votes.get(vote.observer());
		boolean news = before == null || before.evidence().compareTo(vote.evidence()) < 0
				|| (before.evidence() == vote.evidence() && !this.closed
						&& !now.isBefore(before.since.plus(repetition)));
		if (!news || (before == null && this.votes.size() >= MAX_VOTES)) {
			return false;
		}
		this.votes.put(vote.observer(), new Vote(vote, now));
		return true;
	}

	/**
	 * Takes an accusation out.
	 * @return what it said; null if there was none
	 */
	@Nullable Evidence withdraw(MemberId observer) {
		Evidence evidence = evidenceOf(observer);
		if (evidence == null || evidence == Evidence.ALIVE) {
			return null;
		}
		this.votes.remove(observer);
		return evidence;
	}

	@Nullable Evidence evidenceOf(MemberId observer) {
		Vote vote = this.votes.get(observer);
		return (vote != null) ? vote.evidence() : null;
	}

	/**
	 * Takes in that others hold the subject dead.
	 * @return true if it was news
	 */
	boolean reportDead(Instant now) {
		boolean news = this.reportedDead == null;
		if (news) {
			this.reportedDead = now;
		}
		return news;
	}

	/** Drops votes that have not been repeated since a moment. */
	void expire(Instant moment) {
		this.votes.values().removeIf((vote) -> vote.since.isBefore(moment));
	}

	/** Shifts all times, because time was lost. */
	void forgive(Duration lost) {
		this.votes.replaceAll((observer, it) -> new Vote(it.said, it.since.plus(lost)));
		this.since = this.since.plus(lost);
		this.agreedSince = (this.agreedSince != null) ? this.agreedSince.plus(lost) : null;
		this.reportedDead = (this.reportedDead != null) ? this.reportedDead.plus(lost) : null;
	}

	/** Ends, as the subject is dead: who hears of it later still needs the votes. */
	void close(Instant now) {
		this.closed = true;
		restart(now);
	}

	/** Counts from now: what was before counts against nobody. */
	void restart(Instant now) {
		this.since = now;
		this.agreedSince = (this.agreedSince != null) ? now : null;
		this.reportedDead = (this.reportedDead != null) ? now : null;
	}

	/** Tells whether nobody accuses the subject. */
	boolean isEmpty() {
		return accusers() == 0 && this.reportedDead == null;
	}

	int accusers() {
		int accusers = 0;
		for (Vote vote : this.votes.values()) {
			accusers += (vote.evidence() != Evidence.ALIVE) ? 1 : 0;
		}
		return accusers;
	}

	int deniers() {
		return this.votes.size() - accusers();
	}

	/** Tells whether somebody has proof. */
	boolean isProven() {
		for (Vote vote : this.votes.values()) {
			if (vote.evidence() == Evidence.GONE) {
				return true;
			}
		}
		return false;
	}

	/** Tells whether somebody accuses the subject, and nobody has proof. */
	boolean isSilence() {
		return accusers() > 0 && !isProven();
	}

	/** Has to be judged again, because of what was said or taken back. */
	void judgeBy(Instant moment) {
		this.due = moment.isBefore(this.due) ? moment : this.due;
	}

	/** Judged again when this time has come; see {@link #judged}. */
	Instant due() {
		return this.due;
	}

	/**
	 * Has been judged: time alone, or what became of its observers, may change the
	 * verdict after a while.
	 */
	void judged(Instant now, Duration hangTolerance, Duration leeway) {
		Instant overdue = this.since.plus(hangTolerance);
		Instant again = now.plus(INTERVAL).plus(leeway);
		this.due = (overdue.isAfter(now) && overdue.isBefore(again)) ? overdue : again;
	}

	/**
	 * Says whether a majority agrees now. Its agreement counts from the first accusation
	 * that led to it.
	 */
	void agree(boolean agreed, Instant now) {
		this.agreedSince = !agreed ? null : (this.agreedSince != null) ? this.agreedSince : now;
	}

	/** Tells whether agreement stands that goes back so far. */
	boolean agreedFor(Instant now, Duration time) {
		return this.agreedSince != null && !now.isBefore(this.agreedSince.plus(OBJECTION)) && isOlderThan(time, now);
	}

	boolean isReportedFor(Instant now, Duration time) {
		return this.reportedDead != null && !now.isBefore(this.reportedDead.plus(time));
	}

	boolean isOlderThan(Duration time, Instant now) {
		return !now.isBefore(this.since.plus(time));
	}

	/** All votes, to be told to somebody else as they were heard. */
	List<Rumor> rumors() {
		List<Rumor> rumors = new ArrayList<>();
		this.votes.values().forEach((vote) -> rumors.add(vote.said));
		return rumors;
	}

	/** Who the subject's observers were when the case was judged last. */
	NavigableSet<MemberId> observers() {
		return this.observers;
	}

	/** All that has been said, for people. */
	Explanation.Accusation shown() {
		List<Explanation.Statement> statements = new ArrayList<>();
		this.votes.forEach((observer, vote) -> statements
			.add(new Explanation.Statement(observer, vote.evidence().name(), vote.since)));
		return new Explanation.Accusation(this.version, this.since, this.agreedSince, this.reportedDead != null,
				List.copyOf(statements));
	}

	String inWords() {
		long gone = this.votes.values().stream().filter((it) -> it.evidence() == Evidence.GONE).count();
		String words = gone + " observers found it gone, " + (accusers() - gone) + " silent";
		words += (deniers() > 0) ? ", " + deniers() + " heard it" : "";
		return (this.reportedDead != null) ? words + ", others hold it dead" : words;
	}

	/**
	 * What one observer says.
	 *
	 * @param said what it has said
	 * @param since when it said so last
	 */
	private record Vote(Rumor.OfVote said, Instant since) {

		Evidence evidence() {
			return this.said.evidence();
		}

	}

}

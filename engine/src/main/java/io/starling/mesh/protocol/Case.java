package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * What has been said of one member at its present version, and since when. Plain state;
 * {@link Suspicions} draws the conclusions.
 */
final class Case {

	/** How often a case is judged again although nobody has said anything new. */
	private static final Duration INTERVAL = Duration.ofMillis(250);

	/** Of five parts of the hang tolerance, so many agreement has to stand. */
	private static final int FIFTHS_AGREED = 4;

	private final long version;

	final Votes votes = new Votes();

	final DeathReports reports = new DeathReports();

	/** What this member itself has found; null for nothing. */
	@Nullable Finding found;

	/** When those who have not repeated what they said are asked again. */
	Instant nextQuestion = Instant.MIN;

	/** Since when somebody has accused the subject. */
	private Instant since;

	/** Since when a majority has agreed; null while none does. */
	private @Nullable Instant agreedSince;

	private int generation = -1;

	private Instant due = Instant.MIN;

	/** True once the subject is dead. */
	private boolean closed;

	/** True if it is dead because that was proven. */
	private boolean proven;

	/** An accusation says that nothing was heard for the shortest patience at least. */
	Case(long version, Instant now) {
		this.version = version;
		this.since = now.minus(RoundTrip.LEAST);
	}

	/** The version of the subject that is accused. */
	long version() {
		return this.version;
	}

	/** Finds the subject's observers out afresh where members have come or gone. */
	NavigableSet<MemberId> observe(MemberId subject, Roster roster) {
		if (!this.closed && this.generation != roster.generation()) {
			this.generation = roster.generation();
			this.votes.observers(roster.observersOf(subject));
		}
		return this.votes.observers();
	}

	/**
	 * Takes a vote in; where all is decided, each counts once.
	 * @return true if it was news
	 */
	boolean hear(Rumor.OfVote vote, Instant now, Duration repetition) {
		boolean repeated = this.closed && this.votes.of(vote.observer()) == vote.evidence();
		return !repeated && this.votes.hear(vote, now, repetition);
	}

	/** Drops what has not been repeated since a moment. */
	void expire(Instant moment) {
		this.votes.expire(moment);
		this.reports.expire(moment);
	}

	/** Shifts all times, because time was lost. */
	void forgive(Duration lost) {
		this.votes.forgive(lost);
		this.reports.forgive(lost);
		this.since = this.since.plus(lost);
		this.agreedSince = (this.agreedSince != null) ? this.agreedSince.plus(lost) : null;
	}

	/** Ends, as the subject is dead: who hears of it later still needs the votes. */
	void close(boolean proven, Instant now) {
		this.closed = true;
		this.proven = proven;
		restart(now);
	}

	/** Tells whether the subject is dead because that was proven. */
	boolean isClosedByProof() {
		return this.closed && this.proven;
	}

	/** Counts from now: what was before counts against nobody. */
	void restart(Instant now) {
		this.since = now;
		this.agreedSince = (this.agreedSince != null) ? now : null;
		this.reports.restart(now);
	}

	/** Tells whether nobody accuses the subject, be it for others to count. */
	boolean isEmpty() {
		return !this.reports.any()
				&& this.votes.all().values().stream().allMatch((vote) -> vote.evidence() == Evidence.ALIVE);
	}

	int accusers() {
		return this.votes.count(Evidence.SILENT) + this.votes.count(Evidence.GONE);
	}

	int deniers() {
		return this.votes.count(Evidence.ALIVE);
	}

	/** Tells whether somebody has proof. */
	boolean isProven() {
		return this.votes.count(Evidence.GONE) > 0;
	}

	/** Tells whether it speaks for this member's being cut off. */
	boolean isSilence() {
		return accusers() > 0 && (!isProven() || this.found != null);
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

	/** As long as no observer accuses the subject, nothing counts against it. */
	void accusedOrAnew(Instant now) {
		if (accusers() == 0) {
			this.since = now.minus(RoundTrip.LEAST);
		}
	}

	/** Says whether a majority agrees now. */
	void agree(boolean agreed, Instant now) {
		this.agreedSince = !agreed ? null : (this.agreedSince != null) ? this.agreedSince : now;
	}

	/**
	 * Tells whether the subject has had the tolerance to object: an accusation stands for
	 * so long, and agreement for nearly as long, as whoever heard of it only lately, or
	 * was silent only to one before, could not object sooner.
	 */
	boolean agreedFor(Instant now, Duration tolerance) {
		return this.agreedSince != null && isOlderThan(tolerance, now)
				&& !now.isBefore(this.agreedSince.plus(tolerance.multipliedBy(FIFTHS_AGREED).dividedBy(5)));
	}

	boolean isOlderThan(Duration time, Instant now) {
		return !now.isBefore(this.since.plus(time));
	}

	/** All votes, to be told to somebody else as they were heard. */
	List<Rumor> rumors() {
		List<Rumor> rumors = new ArrayList<>();
		this.votes.all().values().forEach((vote) -> rumors.add(vote.said()));
		return rumors;
	}

	/** Who the subject's observers were when the case was judged last. */
	NavigableSet<MemberId> observers() {
		return this.votes.observers();
	}

	/** All that has been said, for people. */
	Explanation.Accusation shown() {
		List<Explanation.Statement> statements = new ArrayList<>();
		this.votes.all()
			.forEach((observer, vote) -> statements
				.add(new Explanation.Statement(observer, vote.evidence().name(), vote.at())));
		return new Explanation.Accusation(this.version, this.since, this.agreedSince, this.reports.any(),
				List.copyOf(statements));
	}

	String inWords() {
		int gone = this.votes.count(Evidence.GONE);
		String words = gone + " observers found it gone, " + (accusers() - gone) + " silent";
		words += (deniers() > 0) ? ", " + deniers() + " heard it" : "";
		return this.reports.any() ? words + ", others hold it dead" : words;
	}

}

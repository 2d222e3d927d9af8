package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * What members say of one subject at one version. Only what its observers say counts, as
 * this member computes them; what a few others say is kept aside, as views differ for a
 * moment, and counts once its author is an observer. Plain state.
 */
final class Votes {

	/** So many votes of members that are no observers here are kept. */
	private static final int MOST_ASIDE = 16;

	private final TreeMap<MemberId, Vote> votes = new TreeMap<>();

	private NavigableSet<MemberId> observers = Collections.emptyNavigableSet();

	/** Says whose votes count from now on. */
	void observers(NavigableSet<MemberId> observers) {
		this.observers = observers;
	}

	NavigableSet<MemberId> observers() {
		return this.observers;
	}

	/**
	 * Takes a vote in. Of two by one observer the stronger counts, and the later of two
	 * equal ones, once in each interval of repetition.
	 * @return true if it was news
	 */
	boolean hear(Rumor.OfVote vote, Instant now, Duration repetition) {
		Vote before = this.votes.get(vote.observer());
		if (before == null && !this.observers.contains(vote.observer()) && aside() >= MOST_ASIDE) {
			return false;
		}
		boolean news = before == null || before.evidence().compareTo(vote.evidence()) < 0
				|| (before.evidence() == vote.evidence() && !now.isBefore(before.at.plus(repetition)));
		if (news) {
			this.votes.put(vote.observer(), new Vote(vote, now));
		}
		return news;
	}

	private int aside() {
		return (int) this.votes.keySet().stream().filter((author) -> !this.observers.contains(author)).count();
	}

	/**
	 * Takes an accusation out.
	 * @return what it said; null if there was none
	 */
	@Nullable Evidence withdraw(MemberId observer) {
		Evidence evidence = of(observer);
		if (evidence == null || evidence == Evidence.ALIVE) {
			return null;
		}
		this.votes.remove(observer);
		return evidence;
	}

	/** What a member says, whether it counts or not; null for nothing. */
	@Nullable Evidence of(MemberId observer) {
		Vote vote = this.votes.get(observer);
		return (vote != null) ? vote.evidence() : null;
	}

	/** How many observers say something. */
	int count(Evidence evidence) {
		int count = 0;
		for (MemberId observer : this.observers) {
			count += (of(observer) == evidence) ? 1 : 0;
		}
		return count;
	}

	/** Tells whether an observer other than one has proof. */
	boolean provenByOtherThan(MemberId one) {
		return this.observers.stream().anyMatch((observer) -> !observer.equals(one) && of(observer) == Evidence.GONE);
	}

	/**
	 * Tells whether an observer has accused the subject since a moment, or done so again.
	 */
	boolean accusedSince(Instant moment) {
		return this.observers.stream()
			.map(this.votes::get)
			.anyMatch((vote) -> vote != null && vote.accuses() && !vote.at().isBefore(moment));
	}

	/**
	 * The observers that have accused the subject, and not done so again since a moment.
	 */
	List<MemberId> unrepeatedSince(Instant moment) {
		return this.observers.stream().filter((observer) -> {
			Vote vote = this.votes.get(observer);
			return vote != null && vote.accuses() && vote.at().isBefore(moment);
		}).toList();
	}

	/** Drops votes that have not been repeated since a moment. */
	void expire(Instant moment) {
		this.votes.values().removeIf((vote) -> vote.at.isBefore(moment));
	}

	/** Shifts all times, because time was lost. */
	void forgive(Duration lost) {
		this.votes.replaceAll((observer, it) -> new Vote(it.said, it.at.plus(lost)));
	}

	/** All that has been said, by whoever said it. */
	NavigableMap<MemberId, Vote> all() {
		return Collections.unmodifiableNavigableMap(this.votes);
	}

	/**
	 * What one member says.
	 *
	 * @param said what it has said
	 * @param at when it said so last
	 */
	record Vote(Rumor.OfVote said, Instant at) {

		Evidence evidence() {
			return this.said.evidence();
		}

		boolean accuses() {
			return evidence() != Evidence.ALIVE;
		}

	}

}

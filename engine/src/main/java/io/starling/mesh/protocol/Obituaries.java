package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;

/**
 * What members tell each other of one that some hold dead and others list: rule D9 of
 * PROTOCOL.md.
 */
final class Obituaries {

	/** So many are remembered of whom somebody has shown that it lists them. */
	private static final int MOST_SHOWN = 1024;

	/** For how long, as those who differ for good come back to it each minute. */
	private static final Duration MEMORY = Duration.ofMinutes(5);

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	/**
	 * What the living have to object, and whoever accuses to repeat it: half of the time
	 * after which an accusation is void.
	 */
	private final Duration patience;

	/** When somebody showed first that it lists a member that is dead here. */
	private final TreeMap<MemberId, Instant> shown = new TreeMap<>();

	Obituaries(Knowledge knowledge, Links links, Suspicions suspicions) {
		this.knowledge = knowledge;
		this.links = links;
		this.suspicions = suspicions;
		this.patience = suspicions.lease.dividedBy(2);
	}

	/**
	 * Tells somebody all that ended a member, if it has ended.
	 * @param held the version that the other one is known to list
	 * @return true if the votes that led to the death are remembered
	 */
	boolean tell(MemberId subject, long held, Connection to) {
		this.knowledge.departed().epitaph(subject, held).forEach((rumor) -> this.links.tell(to, rumor));
		MemberState state = this.knowledge.roster().get(subject);
		List<Rumor> votes = (state != null && !state.isPresent()) ? this.suspicions.votesOn(state.member()) : List.of();
		votes.forEach((rumor) -> this.links.tell(to, rumor));
		return !votes.isEmpty();
	}

	/**
	 * Tells whoever passes on what a member says, as it lists it. Its observers may be
	 * just those who hold it dead, and look no more: so where it is still listed some
	 * time later, and the votes that led to the death are forgotten, this one says so by
	 * a vote of its own. A member that lives has objected by then. Never in answer to a
	 * vote, which would be answered, too.
	 */
	void tellLister(MemberId subject, long held, Connection to, Instant now) {
		boolean explained = tell(subject, held, to);
		long dead = version(subject);
		if (!explained && dead > 0 && isShownAgain(subject, now)) {
			this.links.tell(to,
					new Rumor.OfVote(subject, Math.min(held, dead), this.knowledge.self().id(), Evidence.SILENT));
		}
	}

	/** Up to which version a member is dead; 0 if it is listed, or has left. */
	private long version(MemberId subject) {
		MemberState state = this.knowledge.roster().get(subject);
		return (state != null && state.liveness() == Liveness.LEFT) ? 0 : this.knowledge.departed().version(subject);
	}

	private boolean isShownAgain(MemberId subject, Instant now) {
		Instant before = this.shown.get(subject);
		if (before == null && this.shown.size() < MOST_SHOWN) {
			this.shown.put(subject, now);
		}
		return before != null && !now.isBefore(before.plus(this.patience));
	}

	/**
	 * Who has accused a member once and not again may hold it dead, and says so again
	 * only to those who show that they list it. Observers that look repeat what they say
	 * by themselves.
	 */
	void tick(Instant now) {
		this.shown.entrySet()
			.removeIf((entry) -> version(entry.getKey()) == 0 || !now.isBefore(entry.getValue().plus(MEMORY)));
		this.suspicions.open().forEach((subject, open) -> {
			if (!now.isBefore(open.nextQuestion)) {
				open.nextQuestion = now.plus(this.patience);
				List<MemberId> unrepeated = open.votes.unrepeatedSince(now.minus(this.patience));
				this.knowledge.roster().present(subject).ifPresent((member) -> show(member, unrepeated));
			}
		});
	}

	private void show(Member member, List<MemberId> observers) {
		observers.forEach((observer) -> this.links.to(observer)
			.ifPresent((link) -> this.links.tell(link, new Rumor.OfMember(member))));
	}

}

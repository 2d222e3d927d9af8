package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

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

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	/**
	 * Who accuses repeats it each hang tolerance, and somewhat later where it is late.
	 */
	private final Duration patience;

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
	 * just those who hold it dead, and look no more: so this one says so by a vote of its
	 * own once those that led to the death are forgotten. Never in answer to a vote,
	 * which would be answered, too.
	 */
	void tellLister(MemberId subject, long held, Connection to) {
		MemberState state = this.knowledge.roster().get(subject);
		if (!tell(subject, held, to) && state != null && state.liveness() == Liveness.DEAD) {
			this.links.tell(to,
					new Rumor.OfVote(subject, state.member().version(), this.knowledge.self().id(), Evidence.SILENT));
		}
	}

	/**
	 * Who has accused a member once and not again may hold it dead, and says so again
	 * only to those who show that they list it. Observers that look repeat what they say
	 * by themselves.
	 */
	void tick(Instant now) {
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

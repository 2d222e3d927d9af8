package io.starling.mesh.protocol;

import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;

/**
 * What most of a subject's observers say, of those that can be relied on: the first half
 * of rule D8 of PROTOCOL.md.
 */
final class Quorum {

	private final Knowledge knowledge;

	private final Cases cases;

	private final SelfDoubt selfDoubt;

	Quorum(Knowledge knowledge, Cases cases, SelfDoubt selfDoubt) {
		this.knowledge = knowledge;
		this.cases = cases;
		this.selfDoubt = selfDoubt;
	}

	/**
	 * What most of the observers that can be relied on say, or more than that.
	 * @return {@code ALIVE} if they agree on nothing against the subject
	 */
	Evidence agreement(Case open) {
		int reliable = 0;
		int accusers = 0;
		int proofs = 0;
		for (MemberId observer : open.observers()) {
			if (isReliable(observer)) {
				Evidence evidence = open.votes.of(observer);
				boolean told = evidence == null && open.reports.isTeller(observer);
				accusers += (told || evidence == Evidence.SILENT || evidence == Evidence.GONE) ? 1 : 0;
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

	/**
	 * Whoever is suspect, or has somebody's proof against it, unrefuted, can no longer
	 * say anything of others; nor can anybody while this member doubts all, itself among
	 * them.
	 */
	private boolean isReliable(MemberId observer) {
		Case against = this.cases.against(observer);
		if (this.selfDoubt.isDoubting() || against == null) {
			return !this.selfDoubt.isDoubting();
		}
		MemberState state = this.knowledge.roster().get(observer);
		return (state == null || state.liveness() != Liveness.SUSPECT) && !against.isProven();
	}

}

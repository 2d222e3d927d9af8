package io.starling.mesh.protocol;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Holders;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;

/**
 * The other members as this one sees them now, to be compared with those who were counted
 * as holders: the ALIVE ones have to be among these, and nobody else may be, but those
 * who are SUSPECT or have gone meanwhile. Where more are SUSPECT than ALIVE, this member
 * may be the one that is not heard, and they have to be among them, too.
 */
final class Others {

	/** With so many who may have been counted or not, all combinations are tried. */
	private static final int MOST_UNSURE = 8;

	private final Knowledge knowledge;

	/** The states that the sum was made of. */
	private @Nullable PSortedMap<MemberId, MemberState> asOf;

	private Holders required = Holders.NONE;

	/** Whether those who are SUSPECT are required. */
	private boolean suspects;

	/** What was hashed already, as members come and go while somebody waits. */
	private final TreeMap<MemberId, Holders> hashed = new TreeMap<>();

	Others(Knowledge knowledge) {
		this.knowledge = knowledge;
	}

	/** Changes whenever the answers do; the same object until then. */
	Object generation() {
		return this.knowledge.roster().states();
	}

	/** How many others have to be among those who were counted. */
	int count() {
		return required().count();
	}

	/**
	 * Tells whether those who were counted are all others that have to be.
	 * @param counted the sum of those who were counted
	 * @param since when the counting began: who has gone since may be among them
	 */
	boolean areAllAmong(Digest counted, Instant since) {
		if (count() == 0) {
			return true;
		}
		Digest rest = counted.minus(required().sum());
		if (rest.equals(Digest.EMPTY)) {
			return true;
		}
		List<Digest> unsure = this.knowledge.roster()
			.states()
			.values()
			.stream()
			.filter((state) -> (state.liveness() == Liveness.SUSPECT && !this.suspects)
					|| (!state.isPresent() && !state.since().isBefore(since)))
			.limit(MOST_UNSURE + 1)
			.map((state) -> hash(state.member().id()).sum())
			.toList();
		return unsure.size() <= MOST_UNSURE && isSumOfSome(rest, unsure);
	}

	private static boolean isSumOfSome(Digest sum, List<Digest> parts) {
		for (int i = 0; i < parts.size(); i++) {
			Digest rest = sum.minus(parts.get(i));
			if (rest.equals(Digest.EMPTY) || isSumOfSome(rest, parts.subList(i + 1, parts.size()))) {
				return true;
			}
		}
		return false;
	}

	private Holders required() {
		PSortedMap<MemberId, MemberState> states = this.knowledge.roster().states();
		if (states != this.asOf) {
			this.asOf = states;
			Holders alive = Holders.NONE;
			Holders suspect = Holders.NONE;
			for (MemberState state : states.values()) {
				MemberId id = state.member().id();
				if (state.liveness() == Liveness.ALIVE && !this.knowledge.isSelf(id)) {
					alive = alive.plus(hash(id));
				}
				else if (state.liveness() == Liveness.SUSPECT) {
					suspect = suspect.plus(hash(id));
				}
			}
			this.suspects = suspect.count() > alive.count();
			this.required = this.suspects ? alive.plus(suspect) : alive;
		}
		return this.required;
	}

	private Holders hash(MemberId id) {
		return this.hashed.computeIfAbsent(id, Holders::of);
	}

	/** Nobody asks any more. */
	void rest() {
		this.asOf = null;
		this.hashed.clear();
	}

}

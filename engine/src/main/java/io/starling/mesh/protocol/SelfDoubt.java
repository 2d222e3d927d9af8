package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;

import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Who hears that most others are silent is probably itself cut off, and says so; who
 * finds trouble with its own neighbours while not one link answers doubts all others, and
 * takes nobody for dead for what it sees then: rule D10 of PROTOCOL.md.
 */
final class SelfDoubt {

	private final Knowledge knowledge;

	private final Outbox out;

	/** Since when all others are doubted; null while they are not. */
	private @Nullable Instant doubtingSince;

	private boolean nearlyAlone;

	SelfDoubt(Knowledge knowledge, Outbox out) {
		this.knowledge = knowledge;
		this.out = out;
	}

	/**
	 * Tells whether not one link answers and this member itself has found evidence, of
	 * whatever kind: nobody's word is left that could be relied on, its own included.
	 */
	boolean isDoubting() {
		return this.doubtingSince != null;
	}

	/**
	 * Tells whether this member itself has found something against nearly all of its
	 * neighbours, so that there are probably few whom it could hear.
	 */
	boolean isNearlyAlone() {
		return this.nearlyAlone;
	}

	/** Tells whether it has been so for some time. */
	boolean isOlderThan(Duration time, Instant now) {
		return this.doubtingSince != null && !now.isBefore(this.doubtingSince.plus(time));
	}

	/**
	 * Takes in who is accused, of how many neighbours this member itself has found
	 * something, and whether a single link answers.
	 */
	void weigh(NavigableMap<MemberId, Case> cases, int found, boolean answered, Instant now) {
		int others = this.knowledge.roster().presentCount() - 1;
		int silent = Math.max(found, (int) cases.values().stream().filter(Case::isSilence).count());
		boolean before = isDoubting();
		boolean doubt = !answered && others > 0 && (found > 0 || before);
		// Of the neighbours, drawn from all by the rings, hardly any is left.
		this.nearlyAlone = found > 1 && 4 * found >= 3 * this.knowledge.roster().neighbours().size();
		boolean cutOff = doubt || 2 * silent > others || this.nearlyAlone;
		if (cutOff && !this.knowledge.isCutOff()) {
			this.out.notify(new Notice.CutOff(silent, others));
		}
		this.knowledge.cutOff(cutOff);
		if (before && !doubt) {
			// Nobody could be heard meanwhile.
			cases.values().forEach((open) -> open.restart(now));
		}
		if (doubt || before) {
			this.doubtingSince = !doubt ? null : before ? this.doubtingSince : now;
			doubtAll(cases, doubt, now);
		}
	}

	/** Doubts all others while not a single one answers, or stops doing so. */
	private void doubtAll(NavigableMap<MemberId, Case> cases, boolean doubt, Instant now) {
		this.knowledge.roster().states().values().forEach((state) -> {
			MemberId id = state.member().id();
			if (doubt && state.liveness() == Liveness.ALIVE && !this.knowledge.isSelf(id)) {
				this.knowledge.believe(id, Liveness.SUSPECT, "this member is cut off", now);
				this.out.count(Activity.SUSPICIONS, 1);
			}
			else if (!doubt && state.liveness() == Liveness.SUSPECT && !cases.containsKey(id)) {
				this.knowledge.believe(id, Liveness.ALIVE, "", now);
			}
		});
	}

}

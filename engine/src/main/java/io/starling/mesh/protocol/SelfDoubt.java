package io.starling.mesh.protocol;

import java.time.Instant;
import java.util.NavigableMap;

import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * Who hears that most others are silent, or finds that not one link answers, is probably
 * itself cut off: rule D10 of PROTOCOL.md. It keeps all that it knows, and takes nobody
 * for dead.
 */
final class SelfDoubt {

	private final Knowledge knowledge;

	private final Outbox out;

	/** True while all others are doubted. */
	private boolean doubting;

	SelfDoubt(Knowledge knowledge, Outbox out) {
		this.knowledge = knowledge;
		this.out = out;
	}

	boolean isDoubting() {
		return this.doubting;
	}

	/** Takes in who is accused, and whether a single link answers. */
	void weigh(NavigableMap<MemberId, Case> cases, boolean answered, Instant now) {
		int others = this.knowledge.roster().presentCount() - 1;
		int silent = (int) cases.values().stream().filter(Case::isSilence).count();
		boolean cutOff = silent > 0 && (2 * silent > others || !answered);
		if (cutOff && !this.knowledge.isCutOff()) {
			this.out.notify(new Notice.CutOff(silent, others));
		}
		this.knowledge.cutOff(cutOff);
		boolean doubt = cutOff && !answered;
		if (this.doubting && !doubt) {
			// Nobody could be heard meanwhile.
			cases.values().forEach((open) -> open.restart(now));
		}
		if (doubt || this.doubting) {
			doubtAll(cases, doubt, now);
			this.doubting = doubt;
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

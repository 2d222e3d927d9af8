package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.starling.mesh.model.MemberState;

/**
 * Whoever was away for long meets the mesh as a newcomer: it forgets all others at the
 * first hello, as those may be gone whom it still lists, and nobody would know them.
 */
final class Newcomer {

	/** In about this time a newcomer has the table of the mesh. */
	static final Duration LEARNING = Duration.ofSeconds(1);

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	private final Admission admission;

	private final Isolation isolation;

	private final Joining joining;

	private final Outbox out;

	Newcomer(Knowledge knowledge, Links links, Suspicions suspicions, Admission admission, Isolation isolation,
			Joining joining, Outbox out) {
		this.knowledge = knowledge;
		this.links = links;
		this.suspicions = suspicions;
		this.admission = admission;
		this.isolation = isolation;
		this.joining = joining;
		this.out = out;
	}

	/**
	 * Tells whether a connection is to be turned away, because what comes by it may have
	 * been said before this member stood still.
	 */
	boolean isStale(Instant now) {
		return this.isolation.isClosed(now);
	}

	/** Something came by an open connection. */
	void heard(Instant now) {
		this.isolation.heard(now);
	}

	/** This member stood still. */
	void lostTime(Duration lost, Instant now) {
		this.isolation.lostTime(lost, now);
		if (this.isolation.isClosed(now)) {
			this.links.all().forEach(this.links::drop);
		}
		tick(now);
	}

	/**
	 * Whoever is away takes all others for dead; a link that stood before leads nowhere.
	 */
	void tick(Instant now) {
		if (this.isolation.isAway(now)) {
			this.links.open().forEach(this.links::drop);
			if (this.isolation.begins()) {
				this.suspicions.giveUp(Duration.between(this.isolation.since(), now), now);
			}
		}
	}

	/** Somebody says hello: whoever was away begins anew. */
	void meet(Instant now) {
		if (this.isolation.isAway(now) && this.knowledge.roster().states().size() > 1) {
			Instant heard = this.isolation.since();
			List<MemberState> others = this.knowledge.beginAnew(heard, LEARNING, now);
			this.suspicions.clear();
			this.admission.restart(now);
			this.joining.recall(
					others.stream().filter(MemberState::isPresent).map((state) -> state.member().endpoint()).toList());
			this.joining.remember(others);
			this.out.notify(new Notice.BeginsAnew(Duration.between(heard, now), others.size()));
		}
		this.isolation.end(now);
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Member;

/**
 * When this member says what it has seen of a neighbour: rules D4 to D6 of PROTOCOL.md,
 * as an observer follows them.
 */
final class Testimony {

	/** A mask: observers deny in one of four turns. */
	private static final int TURNS_TO_DENY = 3;

	/** After this long without refuted evidence a link counts as good again. */
	private static final Duration CALM = Duration.ofMinutes(1);

	private final Knowledge knowledge;

	private final Suspicions suspicions;

	private final Settings settings;

	/** All neighbours, as they change. */
	private final Collection<Watch> watches;

	Testimony(Knowledge knowledge, Suspicions suspicions, Settings settings, Collection<Watch> watches) {
		this.watches = watches;
		this.knowledge = knowledge;
		this.suspicions = suspicions;
		this.settings = settings;
	}

	/** Evidence against a neighbour was found. */
	void accuse(Watch watch, Finding found, Instant now) {
		if (watch.finding == null && now.isAfter(watch.nextAccusation.plus(CALM))) {
			watch.refuted = 0;
		}
		watch.find(found);
		publish(watch, now);
	}

	/**
	 * Publishes the evidence that stands against a neighbour. If it has refuted while the
	 * evidence goes on, the link alone is bad: the next accusation waits longer each
	 * time, unless others accuse, too.
	 */
	void publish(Watch watch, Instant now) {
		Member member = this.knowledge.roster().present(watch.subject).orElse(null);
		if (watch.finding == null || member == null) {
			return;
		}
		if (watch.accusedVersion != 0 && member.version() > watch.accusedVersion) {
			watch.accusedVersion = 0;
			watch.nextAccusation = now
				.plus(this.settings.hangTolerance().multipliedBy(1L << Math.min(watch.refuted++, 6)));
			if (watch.isUntried()) {
				// It lives, and nothing was seen that says otherwise.
				watch.finding = null;
				watch.isTried();
				return;
			}
		}
		if (!now.isBefore(watch.nextAccusation) || this.suspicions.isAccused(watch.subject)) {
			watch.accusedVersion = member.version();
			this.suspicions.accuse(watch.subject, evidence(watch, watch.finding), watch.finding, now);
		}
	}

	/**
	 * What a finding says. A refusal alone is no better than silence, and nor is proof
	 * against most neighbours at once, which is rather this member's own trouble; but
	 * where another observer has proof, they join it.
	 */
	private Evidence evidence(Watch watch, Finding found) {
		boolean proof = found == Finding.OWN_HOST || (found == Finding.PROOF && !isInTrouble())
				|| (found != Finding.SILENCE && this.suspicions.isProvenByOthers(watch.subject));
		return proof ? Evidence.GONE : Evidence.SILENT;
	}

	private boolean isInTrouble() {
		int found = found();
		return found > 1 && 2 * found > this.watches.size();
	}

	/** Against how many neighbours anything stands. */
	int found() {
		int found = 0;
		for (Watch watch : this.watches) {
			found += (watch.finding != null) ? 1 : 0;
		}
		return found;
	}

	/**
	 * A neighbour was heard, so nothing stands against it any more.
	 * @return what had been said against it, to be told to it; empty if nothing was
	 */
	Optional<Rumor> heard(Watch watch, Instant now) {
		watch.heardAt = now;
		watch.closed = false;
		if (watch.finding == null) {
			return Optional.empty();
		}
		watch.finding = null;
		// Taken back, not refuted: the next accusation has nothing to wait for.
		watch.accusedVersion = 0;
		return this.suspicions.acquit(watch.subject, now);
	}

	/**
	 * Denies what others say of a neighbour that has answered since, unless it has done
	 * so itself meanwhile by raising its version, which is the rule.
	 */
	void denyIfAnswered(Watch watch, Instant now) {
		if (watch.askedVersion == 0
				|| now.isBefore(watch.askedAt.plus(this.settings.tick().multipliedBy(turn(watch))))) {
			return;
		}
		boolean asked = this.suspicions.needsDenial(watch.subject) && this.knowledge.roster()
			.present(watch.subject)
			.filter((member) -> member.version() == watch.askedVersion)
			.isPresent();
		if (asked && watch.finding == null && watch.heardAt.isAfter(watch.askedAt)) {
			this.suspicions.deny(watch.subject, now);
		}
		if (!asked || watch.heardAt.isAfter(watch.askedAt)) {
			watch.askedVersion = 0;
		}
	}

	/** Observers deny one after the other, so that the later ones need not. */
	private int turn(Watch watch) {
		return 1 + (int) ((this.knowledge.self().id().low() ^ watch.subject.low()) & TURNS_TO_DENY);
	}

}

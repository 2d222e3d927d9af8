package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What it says of a neighbour that a dial has led to nothing: rule D3 of PROTOCOL.md.
 */
final class DeadEnds {

	/**
	 * A process that is about to end still takes in connections for so long, and then
	 * twice as long and so on; so many times, until it is evidence.
	 */
	private static final Duration LAST_BREATH = Duration.ofMillis(5);

	private static final int LAST_BREATHS = 5;

	/**
	 * So many hang tolerances, and so many dials in a row, go by in which a neighbour
	 * cannot be tried, until it counts as silent.
	 */
	private static final int UNTRIED = 3;

	private static final int UNTRIED_DIALS = 5;

	private final Knowledge knowledge;

	private final Suspicions suspicions;

	private final Looks looks;

	private final Dialling dialling;

	private final Settings settings;

	DeadEnds(Knowledge knowledge, Suspicions suspicions, Looks looks, Dialling dialling, Settings settings) {
		this.knowledge = knowledge;
		this.suspicions = suspicions;
		this.looks = looks;
		this.dialling = dialling;
		this.settings = settings;
	}

	/**
	 * A connection stood and broke before the hello, as one to a process does that is
	 * about to end: it is tried again soon, and then perhaps refused.
	 */
	@Nullable Finding brokenEarly(Watch watch, Instant now) {
		this.dialling.failed(watch, LAST_BREATH, now);
		return (watch.failures > LAST_BREATHS && this.looks.areInTime()) ? Finding.SILENCE : null;
	}

	/** A neighbour could not be reached. */
	@Nullable Finding unreached(Watch watch, ConnectFailure failure, Instant now) {
		if (!failure.isEvidence()) {
			this.dialling.notTried(watch, now);
			return isUntriedForLong(watch, now) ? Finding.SILENCE : null;
		}
		this.dialling.failed(watch, this.settings.pingTimeout(), now);
		if (failure == ConnectFailure.REFUSED) {
			return refusal(watch);
		}
		// The first time, a packet may be lost, or the process busy with its start.
		boolean silent = watch.failures > 1 || this.suspicions.isAccused(watch.subject)
				|| (failure == ConnectFailure.UNKNOWN_HOST && watch.closed);
		return (silent && this.looks.areInTime()) ? Finding.SILENCE : null;
	}

	/**
	 * Whatever keeps this member from trying, it has not heard the neighbour in all that
	 * time, and if nobody else has, it is to end. By time as well as by dials, as this
	 * member may have stood still, or have been asked to dial many times at once.
	 */
	private boolean isUntriedForLong(Watch watch, Instant now) {
		return watch.untried > UNTRIED_DIALS && this.looks.areInTime()
				&& !now.isBefore(watch.untriedSince.plus(this.settings.hangTolerance().multipliedBy(UNTRIED)));
	}

	/**
	 * What a refusal says: the own kernel's is proof, and another one's is where it has
	 * closed the standing link in good order before.
	 */
	private Finding refusal(Watch watch) {
		if (watch.endpoint.host().equals(this.knowledge.self().endpoint().host())) {
			return Finding.OWN_HOST;
		}
		return watch.closed ? Finding.PROOF : Finding.REFUSAL;
	}

}

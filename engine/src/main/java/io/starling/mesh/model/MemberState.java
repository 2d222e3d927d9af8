package io.starling.mesh.model;

import java.time.Instant;

/**
 * One member as another sees it.
 *
 * @param member what the member says of itself
 * @param liveness what is believed of it here
 * @param since when that belief began, on the reader's own monotonic clock
 * @param reason why, in words, for people
 * @param proven true if it is DEAD and that was proven: several observers found the
 * process gone; false if it is only presumed, because nothing is heard
 */
public record MemberState(Member member, Liveness liveness, Instant since, String reason, boolean proven) {

	/**
	 * Creates a state that nobody has to prove.
	 * @param member what the member says of itself
	 * @param liveness what is believed of it here
	 * @param since when that belief began
	 * @param reason why
	 */
	public MemberState(Member member, Liveness liveness, Instant since, String reason) {
		this(member, liveness, since, reason, false);
	}

	/**
	 * Tells whether the member counts as a part of the mesh.
	 * @return true if it is alive or only suspected
	 */
	public boolean isPresent() {
		return this.liveness == Liveness.ALIVE || this.liveness == Liveness.SUSPECT;
	}

}

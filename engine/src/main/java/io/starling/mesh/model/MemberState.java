package io.starling.mesh.model;

import java.time.Instant;

/**
 * One member as another sees it.
 *
 * @param member what the member says of itself
 * @param liveness what is believed of it here
 * @param since when that belief began, on the reader's own monotonic clock
 * @param reason why, in words, for people
 * @param proven true if it is dead, and that was proven: its process has ended; false if
 * it is not, or only presumed to be, as for silence
 */
public record MemberState(Member member, Liveness liveness, Instant since, String reason, boolean proven) {

	/**
	 * Creates the state of a member that is not proven to be dead.
	 * @param member what the member says of itself
	 * @param liveness what is believed of it here
	 * @param since when that belief began
	 * @param reason why, in words, for people
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

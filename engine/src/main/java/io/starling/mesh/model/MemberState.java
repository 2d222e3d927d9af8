package io.starling.mesh.model;

import java.time.Instant;

/**
 * One member as another sees it.
 *
 * @param member what the member says of itself
 * @param liveness what is believed of it here
 * @param since when that belief began, on the reader's own monotonic clock
 * @param reason why, in words, for people
 */
public record MemberState(Member member, Liveness liveness, Instant since, String reason) {

	/**
	 * Tells whether the member counts as a part of the mesh.
	 * @return true if it is alive or only suspected
	 */
	public boolean isPresent() {
		return this.liveness == Liveness.ALIVE || this.liveness == Liveness.SUSPECT;
	}

}

package io.starling.simulator.member;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A time in which a process stood still.
 *
 * @param began when it froze
 * @param ended when it went on; null while it stands still
 */
public record Pause(Duration began, @Nullable Duration ended) {

	/**
	 * Returns how long the process stood still so far.
	 * @param now the time
	 * @return the length of the pause
	 */
	public Duration length(Duration now) {
		return ((this.ended != null) ? this.ended : now).minus(this.began);
	}

	/**
	 * Tells whether the process stood still at any time since a moment.
	 * @param moment the moment
	 * @return true if it stood still then or later
	 */
	public boolean onSince(Duration moment) {
		return this.ended == null || this.ended.compareTo(moment) >= 0;
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * When this member has to wake up, and whether it overslept. A member that is late itself
 * (a long garbage collection, a starved CPU, a frozen container) first doubts itself, and
 * gives everybody the time that it has lost.
 */
final class Sleep {

	/** Even where nothing is due, timers that bear some delay are asked this often. */
	private static final Duration LONGEST = Duration.ofSeconds(1);

	/** Being late by this many ticks is losing time. */
	private static final int TICKS_LATE = 2;

	private final Duration tick;

	private Duration lag = Duration.ZERO;

	private Instant lagAt;

	private Instant lastTick;

	private Instant nextTick;

	/** When the last burst of inputs ended. */
	private Instant since;

	/** When the next input comes at the latest, unless time is lost. */
	private Instant until;

	Sleep(Duration tick, Instant now) {
		this.tick = tick;
		this.lagAt = now;
		this.lastTick = now;
		this.nextTick = now;
		this.since = now;
		this.until = now.plus(tick);
	}

	/**
	 * An input has come. Asked with each one, because what wakes up may read its sockets
	 * before its timers.
	 * @return how much time was lost, rather too much than too little; usually zero
	 */
	Duration wake(Instant now) {
		Duration late = Duration.between(this.until, now);
		if (late.compareTo(this.lag) > 0) {
			this.lag = late;
			this.lagAt = now;
		}
		else if (now.isAfter(this.lagAt.plus(LONGEST))) {
			this.lag = late.isNegative() ? Duration.ZERO : late;
			this.lagAt = now;
		}
		if (!now.isAfter(this.until.plus(this.tick.multipliedBy(TICKS_LATE)))) {
			return Duration.ZERO;
		}
		this.until = now;
		return Duration.between(this.since, now);
	}

	/**
	 * How late this member has been at most within the last second or two: others that
	 * share its fate may be as late.
	 */
	Duration lag() {
		return this.lag;
	}

	/** Asks whether more is due than to send what has gathered, and if so, begins it. */
	boolean beginTick(Instant now) {
		boolean due = !now.isBefore(this.nextTick);
		if (due) {
			this.lastTick = now;
		}
		return due;
	}

	/**
	 * Goes to sleep.
	 * @param busy true if something is going on that has to be seen to with each tick
	 * @param due when the next thing is due otherwise
	 * @param flush when there is something to send
	 * @return when to wake up
	 */
	Instant sleep(boolean busy, Instant due, Instant flush, Instant now) {
		Instant latest = this.lastTick.plus(busy ? this.tick : LONGEST);
		this.nextTick = earlier(due, latest);
		this.since = now;
		this.until = earlier(this.nextTick, flush);
		this.until = this.until.isBefore(now) ? now : this.until;
		return this.until;
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

}

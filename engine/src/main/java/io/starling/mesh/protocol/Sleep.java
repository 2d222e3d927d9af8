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

	/** So much counts, at most, where it was not late before. */
	private static final Duration ONCE = Duration.ofMillis(100);

	/** Three at each end: to its sockets, to its timers, and one that was longer. */
	private static final int TURNS_PER_ANSWER = 6;

	private final Duration tick;

	private Duration lag = Duration.ZERO;

	private Duration leeway = Duration.ZERO;

	/** How late it has been at most since {@link #lagAt}, and in the time before. */
	private Duration late = Duration.ZERO;

	private Duration lateBefore = Duration.ZERO;

	private Instant lagAt;

	private Instant lastTick;

	private Instant nextTick;

	/** When the last burst of inputs ended. */
	private Instant since;

	/** When the next input comes at the latest, unless time is lost. */
	private Instant until;

	/** The earliest time that has been asked for since the last tick. */
	private Instant alarm;

	Sleep(Duration tick, Instant now) {
		this.tick = tick;
		this.lagAt = now;
		this.lastTick = now;
		this.nextTick = now;
		this.since = now;
		this.until = now.plus(tick);
		this.alarm = this.until;
	}

	/**
	 * An input has come. Asked with each one, because what wakes up may read its sockets
	 * before its timers.
	 * @return how much time was lost, rather too much than too little; usually zero
	 */
	Duration wake(Instant now) {
		if (!now.isAfter(this.until.plus(this.tick.multipliedBy(TICKS_LATE)))) {
			return Duration.ZERO;
		}
		this.until = now;
		return Duration.between(this.since, now);
	}

	/**
	 * Being late for once is a pause, and {@link #wake} sees to it; being so again and
	 * again is being behind.
	 */
	private void measureLag(Instant now) {
		if (now.isAfter(this.lagAt.plus(LONGEST))) {
			this.lagAt = now;
			this.lateBefore = this.late;
			this.late = Duration.ZERO;
			lag(this.lag.dividedBy(2));
		}
		if (this.alarm.isBefore(now)) {
			Duration late = Duration.between(this.alarm, now);
			this.late = longer(late, this.late);
			lag(longer(shorter(shorter(late, longer(this.lateBefore, ONCE)), LONGEST), this.lag));
		}
	}

	private void lag(Duration lag) {
		this.lag = lag;
		this.leeway = lag.multipliedBy(TURNS_PER_ANSWER);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	/**
	 * How much longer than usual others may take to answer: this member has been so late
	 * within the last seconds, and they, who may share its fate, come to a question and
	 * to its answer as late as it does.
	 */
	Duration leeway() {
		return this.leeway;
	}

	/**
	 * Tells whether this member is so late itself that silence around it says more about
	 * it than about others.
	 */
	boolean isBehind() {
		return this.lag.compareTo(RoundTrip.LEAST) >= 0;
	}

	/** Tells whether this member is so late itself that it cannot time an answer. */
	boolean isLate() {
		return this.leeway.compareTo(RoundTrip.LEAST) >= 0;
	}

	/**
	 * How long links are to rest so that a member that is behind catches up: many small
	 * messages cost more than a few large ones.
	 */
	Duration lag() {
		return this.lag;
	}

	/** Asks whether more is due than to send what has gathered, and if so, begins it. */
	boolean beginTick(Instant now) {
		measureLag(now);
		this.alarm = Instant.MAX;
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
	 * @param settle when there is something to send or to judge
	 * @return when to wake up
	 */
	Instant sleep(boolean busy, Instant due, Instant settle, Instant now) {
		Instant latest = this.lastTick.plus(busy ? this.tick : LONGEST);
		this.nextTick = earlier(due, latest);
		this.since = now;
		this.until = earlier(this.nextTick, settle);
		this.until = this.until.isBefore(now) ? now : this.until;
		this.alarm = earlier(this.alarm, this.until);
		return this.until;
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

}

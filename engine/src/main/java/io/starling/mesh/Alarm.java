package io.starling.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a member up when something is due. Where it could not be set, for want of memory
 * for example, a second one that never needs to be set wakes the member within 5 s.
 * Belongs to the loop's thread.
 */
final class Alarm {

	/** How often it is made sure that an alarm is set. */
	static final Duration CHECK = Duration.ofSeconds(5);

	private final EventLoop loop;

	private final Runnable action;

	private @Nullable ScheduledFuture<?> check;

	private @Nullable ScheduledFuture<?> planned;

	private Instant at = Instant.MAX;

	/**
	 * Creates one that is not set.
	 * @param action is run on the loop, and tells itself what fails in it
	 */
	Alarm(EventLoop loop, Runnable action) {
		this.loop = loop;
		this.action = action;
	}

	/** Begins to make sure that an alarm is set. */
	void start() {
		this.check = this.loop.scheduleAtFixedRate(this::check, CHECK.toNanos(), CHECK.toNanos(), TimeUnit.NANOSECONDS);
	}

	private void check() {
		if (this.planned == null) {
			try {
				this.action.run();
			}
			catch (Throwable ex) {
				// A check that throws would be the last.
			}
		}
	}

	/**
	 * Rings at a time or before it: one that comes too early does no harm, one that comes
	 * too late would.
	 */
	void setTo(Instant due, Instant now) {
		if (this.planned != null && !this.at.isAfter(due)) {
			return;
		}
		cancelPlanned();
		this.at = due;
		this.planned = this.loop.schedule(this::ring, Duration.between(now, due).toNanos(), TimeUnit.NANOSECONDS);
	}

	private void ring() {
		this.planned = null;
		this.action.run();
	}

	/** Never rings again. */
	void cancel() {
		cancelPlanned();
		if (this.check != null) {
			this.check.cancel(false);
			this.check = null;
		}
	}

	private void cancelPlanned() {
		if (this.planned != null) {
			this.planned.cancel(false);
			this.planned = null;
		}
	}

}

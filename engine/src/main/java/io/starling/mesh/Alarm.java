package io.starling.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a member up when something is due. Belongs to the loop's thread.
 */
final class Alarm {

	private final EventLoop loop;

	private final Runnable action;

	private @Nullable ScheduledFuture<?> planned;

	private Instant at = Instant.MAX;

	Alarm(EventLoop loop, Runnable action) {
		this.loop = loop;
		this.action = action;
	}

	/**
	 * Rings at a time or before it: one that comes too early does no harm, one that comes
	 * too late would.
	 */
	void setTo(Instant due, Instant now) {
		if (this.planned != null && !this.at.isAfter(due)) {
			return;
		}
		cancel();
		this.at = due;
		this.planned = this.loop.schedule(this::ring, Duration.between(now, due).toNanos(), TimeUnit.NANOSECONDS);
	}

	private void ring() {
		this.planned = null;
		this.action.run();
	}

	void cancel() {
		if (this.planned != null) {
			this.planned.cancel(false);
			this.planned = null;
		}
	}

}

package io.starling.mesh.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/**
 * A line of the log that may come up at any rate: it is written at once, but not more
 * often than each 10 s, and tells how many were left out since. Safe on any thread.
 */
public final class RareLine {

	/** The shortest time between two lines. */
	public static final Duration PAUSE = Duration.ofSeconds(10);

	private final InstantSource clock;

	private final LogQueue queue;

	private @Nullable Instant told;

	private long untold;

	/** Creates a line by the system's clock that none jumps with. */
	public RareLine() {
		this(() -> Instant.EPOCH.plusNanos(System.nanoTime()));
	}

	/**
	 * Creates a line.
	 * @param clock what time it is; does not go backwards
	 */
	public RareLine(InstantSource clock) {
		this(clock, LogQueue.shared());
	}

	RareLine(InstantSource clock, LogQueue queue) {
		this.clock = clock;
		this.queue = queue;
	}

	/**
	 * Has the line written soon, or counts it. Throws nothing, as whoever reports a
	 * failure for want of memory may fail at that as well.
	 * @param line calls a logger; is given how many were left out before
	 */
	public void write(LongConsumer line) {
		try {
			writeIfDue(line);
		}
		catch (Throwable ex) {
			// Going on is all that is left to do.
		}
	}

	private synchronized void writeIfDue(LongConsumer line) {
		Instant now = this.clock.instant();
		if (this.told != null && now.isBefore(this.told.plus(PAUSE))) {
			this.untold++;
			return;
		}
		long since = this.untold;
		this.queue.write(() -> line.accept(since));
		this.told = now;
		this.untold = 0;
	}

}

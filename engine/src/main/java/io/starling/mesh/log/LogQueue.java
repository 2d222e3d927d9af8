package io.starling.mesh.log;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes lines of the log from event loops and writes them on a daemon thread, in order:
 * an appender may block for as long as its disk or pipe does, and a loop that waits for
 * it looks dead to all others. At most {@value #MOST} lines wait; what does not fit is
 * left out, and one line says in their place how many were. The thread ends when it is
 * idle for 5 s. Safe on any thread; no method blocks or throws.
 */
public final class LogQueue {

	/** The most lines that wait to be written. */
	static final int MOST = 1024;

	private static final Logger log = LoggerFactory.getLogger(LogQueue.class);

	private static final LogQueue SHARED = new LogQueue(MOST);

	private final ThreadPoolExecutor thread;

	/** The line taken last: behind it is the place of those that are left out. */
	private @Nullable Line last;

	/** How many are missing in front of the next line. */
	private long leftOut;

	LogQueue(int most) {
		this.thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(most),
				new DefaultThreadFactory("starling-log", true));
		this.thread.allowCoreThreadTimeOut(true);
	}

	/**
	 * Returns the one that all meshes of this JVM share, as they share what writes their
	 * lines.
	 * @return the queue
	 */
	public static LogQueue shared() {
		return SHARED;
	}

	/**
	 * Has a line written soon, or leaves it out.
	 * @param line calls a logger; what it needs must not change any more
	 */
	public void write(Runnable line) {
		try {
			Line taken = new Line(line);
			this.thread.execute(taken);
			taken(taken);
		}
		catch (Throwable ex) { // no room, no memory, or no thread
			leaveOut();
		}
	}

	private synchronized void taken(Line line) {
		this.last = line;
	}

	private synchronized void leaveOut() {
		if (this.last != null && !this.last.written) {
			this.last.missing++;
		}
		else {
			this.leftOut++;
		}
	}

	private synchronized void written(Line line, boolean failed) {
		line.written = true;
		this.leftOut += line.missing + (failed ? 1 : 0);
	}

	/** Says that lines are missing here, if any are. */
	private void tellMissing() {
		long missing = missing(0);
		if (missing > 0) {
			log.warn("{} lines of the mesh were left out here, as the log took them too slowly", missing);
			missing(missing);
		}
	}

	/** How many are missing in front of the next line, but for those told. */
	private synchronized long missing(long told) {
		this.leftOut -= told;
		return this.leftOut;
	}

	/**
	 * Waits for what has been handed over so far, for a bounded time.
	 * @param most the longest wait
	 * @return completed, on another thread or at once, when it is written or the time is
	 * over; never fails
	 */
	public CompletableFuture<Void> written(Duration most) {
		CompletableFuture<Void> written = new CompletableFuture<>();
		write(() -> written.complete(null));
		return written.completeOnTimeout(null, most.toNanos(), TimeUnit.NANOSECONDS);
	}

	/** One line, and what is missing behind it. */
	private final class Line implements Runnable {

		private final Runnable text;

		/** Guarded by the queue. */
		private long missing;

		/** Guarded by the queue. */
		private boolean written;

		Line(Runnable text) {
			this.text = text;
		}

		@Override
		public void run() {
			boolean failed = true;
			try {
				tellMissing();
				this.text.run();
				failed = false;
				written(this, false);
				tellMissing();
			}
			catch (Throwable ex) {
				// Whoever writes the log says so in its own way, if at all.
				if (failed) {
					written(this, true);
				}
			}
		}

	}

}

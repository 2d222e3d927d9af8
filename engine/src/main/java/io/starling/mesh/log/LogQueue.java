package io.starling.mesh.log;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.util.concurrent.DefaultThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes lines of the log from event loops and writes them on a daemon thread, in order:
 * an appender may block for as long as its disk or pipe does, and a loop that waits for
 * it looks dead to all others. At most {@value #MOST} lines wait; what does not fit is
 * left out, and one line says how many were. The thread ends when it is idle for 5 s.
 * Safe on any thread; no method blocks or throws.
 */
public final class LogQueue {

	/** The most lines that wait to be written. */
	static final int MOST = 1024;

	private static final Logger log = LoggerFactory.getLogger(LogQueue.class);

	private static final LogQueue SHARED = new LogQueue(MOST);

	private final AtomicLong leftOut = new AtomicLong();

	private final ThreadPoolExecutor thread;

	LogQueue(int most) {
		this.thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(most),
				new DefaultThreadFactory("starling-log", true), (line, pool) -> this.leftOut.incrementAndGet());
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
			this.thread.execute(() -> writeNow(line));
		}
		catch (Throwable ex) { // no memory, or no thread
			this.leftOut.incrementAndGet();
		}
	}

	private void writeNow(Runnable line) {
		try {
			long missing = this.leftOut.getAndSet(0);
			if (missing > 0) {
				log.warn("{} lines of the mesh were left out here, as the log took them too slowly", missing);
			}
			line.run();
		}
		catch (Throwable ex) {
			// Whoever writes the log says so in its own way, if at all.
			this.leftOut.incrementAndGet();
		}
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

}

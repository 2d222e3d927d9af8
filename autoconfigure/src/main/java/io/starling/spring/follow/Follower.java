package io.starling.spring.follow;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls somebody who follows a table, on a daemon thread of its own, so that nobody else
 * waits for what is done there. Wake-ups that come while it works make one call together;
 * there is no thread while nothing happens.
 */
public final class Follower {

	private final Runnable task;

	private final AtomicBoolean pending = new AtomicBoolean();

	private final ThreadPoolExecutor executor;

	/**
	 * Creates a follower.
	 * @param name the name of its thread
	 * @param task what to call; must not throw, and finds out itself what changed
	 */
	public Follower(String name, Runnable task) {
		this.task = task;
		// Whoever wakes it first may be a thread of the JDK's.
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		this.executor = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), (work) -> {
			Thread thread = new Thread(work, name);
			thread.setDaemon(true);
			thread.setContextClassLoader(loader);
			return thread;
		});
	}

	/** Has the task called soon, at least once after this. Safe on any thread. */
	public void wake() {
		if (this.pending.compareAndSet(false, true)) {
			try {
				this.executor.execute(() -> {
					this.pending.set(false);
					this.task.run();
				});
			}
			catch (RuntimeException | Error ex) { // no memory, or no thread
				this.pending.set(false);
				throw ex;
			}
		}
	}

}

package io.starling.mesh;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.starling.mesh.log.LogQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where code of users runs: listeners, and what depends on futures. A task that finds all
 * threads busy gets another one, so that none waits for another, up to {@value #MOST}
 * that are stuck at the same time; beyond these, tasks wait. A thread ends when it has
 * been idle for 5 s. Never rejects a task, and never runs one on the caller's thread:
 * where no thread can be started, it is tried again. Safe on any thread.
 */
final class CallbackThreads implements Executor {

	/** The most threads. */
	static final int MOST = 256;

	private static final Logger log = LoggerFactory.getLogger(CallbackThreads.class);

	private static final long IDLE = TimeUnit.SECONDS.toNanos(5);

	private final ThreadFactory factory;

	private final Consumer<Runnable> later;

	private final Object lock = new Object();

	/** Linked, as an array that cannot grow for want of memory loses what it has. */
	private final Queue<Runnable> waiting = new LinkedBlockingQueue<>();

	private int threads;

	private int idle;

	private boolean closed;

	/**
	 * Creates it without a thread.
	 * @param factory makes the threads
	 * @param later runs an action on another thread after a moment, if it can
	 */
	CallbackThreads(ThreadFactory factory, Consumer<Runnable> later) {
		this.factory = factory;
		this.later = later;
	}

	@Override
	public void execute(Runnable task) {
		synchronized (this.lock) {
			this.waiting.add(task);
			this.lock.notify();
		}
		startIfNeeded();
	}

	private void startIfNeeded() {
		synchronized (this.lock) {
			if (this.waiting.size() <= this.idle || this.threads >= MOST) {
				return;
			}
			this.threads++;
		}
		try {
			this.factory.newThread(this::work).start();
		}
		catch (Throwable ex) { // the system has no more threads, or no memory
			synchronized (this.lock) {
				this.threads--;
			}
			tryAgain();
		}
	}

	private void tryAgain() {
		try {
			this.later.accept(this::startIfNeeded);
		}
		catch (RuntimeException | Error ex) {
			// The next task tries again.
		}
	}

	private void work() {
		try {
			for (Runnable task = next(); task != null; task = next()) {
				run(task);
			}
		}
		finally {
			synchronized (this.lock) {
				this.threads--;
			}
			// A task may have come that counted on this thread.
			startIfNeeded();
		}
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			report(ex);
		}
	}

	/** Telling so may fail as well, of the same want of memory. */
	private static void report(Throwable cause) {
		try {
			LogQueue.shared().write(() -> log.warn("What was called for a change of the mesh failed", cause));
		}
		catch (Throwable ex) {
			// Going on is all that is left to do.
		}
	}

	private @Nullable Runnable next() {
		synchronized (this.lock) {
			long deadline = System.nanoTime() + IDLE;
			while (this.waiting.isEmpty()) {
				long left = this.closed ? 0 : deadline - System.nanoTime();
				if (left <= 0) {
					return null;
				}
				await(left);
			}
			return this.waiting.poll();
		}
	}

	private void await(long nanos) {
		this.idle++;
		try {
			TimeUnit.NANOSECONDS.timedWait(this.lock, nanos);
		}
		catch (InterruptedException ex) {
			// By a task that has ended: it means nothing here.
		}
		finally {
			this.idle--;
		}
	}

	/** Lets threads end as soon as nothing waits; what comes later is still run. */
	void close() {
		synchronized (this.lock) {
			this.closed = true;
			this.lock.notifyAll();
		}
	}

}

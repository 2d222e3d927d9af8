package io.starling.mesh;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.starling.mesh.log.RareLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where code of users runs: listeners, and what depends on futures. A task that finds all
 * threads busy gets another one at once, up to {@value #MOST}. Beyond these, tasks wait,
 * and a spare thread watches: where none of them has been begun for 20 ms, it begins one
 * itself, and the next spare watches. So tasks that wait for each other all end, however
 * many they are. A thread ends when it has been idle for 5 s. Never rejects a task, and
 * never runs one on the caller's thread: where no thread can be started, it is tried
 * again. Safe on any thread.
 */
final class CallbackThreads implements Executor {

	/** So many threads are started without waiting for any. */
	static final int MOST = 256;

	private static final Logger log = LoggerFactory.getLogger(CallbackThreads.class);

	private static final long IDLE = TimeUnit.SECONDS.toNanos(5);

	/** How long tasks wait, beyond the bound, before one more thread begins them. */
	private static final long PATIENCE_MILLIS = 20;

	private final ThreadFactory factory;

	private final Consumer<Runnable> later;

	private final RareLine failed = new RareLine();

	private final Object lock = new Object();

	/** Linked, as an array that cannot grow for want of memory loses what it has. */
	private final Queue<Runnable> waiting = new LinkedBlockingQueue<>();

	/** But for the spare. */
	private int threads;

	private int idle;

	/** Whether there is a spare. */
	private boolean watched;

	/** How many tasks have been begun. */
	private long begun;

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
		boolean spare;
		synchronized (this.lock) {
			spare = this.threads >= MOST;
			if (this.waiting.size() <= this.idle || (spare && this.watched)) {
				return;
			}
			enter(spare, 1);
		}
		try {
			this.factory.newThread(spare ? this::watch : () -> work(null)).start();
		}
		catch (Throwable ex) { // the system has no more threads, or no memory
			synchronized (this.lock) {
				enter(spare, -1);
			}
			tryAgain();
		}
	}

	private void enter(boolean spare, int change) {
		if (spare) {
			this.watched = change > 0;
		}
		else {
			this.threads += change;
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

	/** What the spare does: it begins what waits if nobody else does, or ends. */
	private void watch() {
		Runnable task = null;
		try {
			task = awaitStuck();
		}
		finally {
			if (task == null) {
				synchronized (this.lock) {
					enter(true, -1);
				}
			}
			// Others may wait, and may have counted on this spare.
			startIfNeeded();
		}
		if (task != null) {
			work(task);
		}
	}

	/** Returns a task that nobody else begins, or null as soon as none waits. */
	private @Nullable Runnable awaitStuck() {
		long before = begun();
		while (true) {
			pause();
			synchronized (this.lock) {
				if (this.waiting.size() <= this.idle) {
					return null;
				}
				if (this.begun == before) {
					enter(true, -1);
					enter(false, 1);
					return take();
				}
				before = this.begun;
			}
		}
	}

	private long begun() {
		synchronized (this.lock) {
			return this.begun;
		}
	}

	/**
	 * Not on the lock: a task wakes one that waits there, and that one has to take it.
	 */
	private static void pause() {
		try {
			Thread.sleep(PATIENCE_MILLIS);
		}
		catch (InterruptedException ex) {
			// Nobody means it: it is taken for the end of the pause.
		}
	}

	private @Nullable Runnable take() {
		this.begun++;
		return this.waiting.poll();
	}

	private void work(@Nullable Runnable first) {
		try {
			for (Runnable task = (first != null) ? first : next(); task != null; task = next()) {
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

	private void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			report(ex);
		}
	}

	/** Telling so may fail as well, of the same want of memory. */
	private void report(Throwable cause) {
		try {
			this.failed.write((since) -> log.warn(
					"What was called for a change of the mesh failed; {} other failures since the last such line",
					since, cause));
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
			return take();
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

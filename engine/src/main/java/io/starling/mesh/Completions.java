package io.starling.mesh;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Completes the futures of one mesh, in order and never on its loop, as what depends on a
 * future runs where it is completed, and may block. Where one is stuck for 10 ms, even
 * because it waits for a later one, those behind it go on on another thread. What it was
 * given is completed in any case, also if the threads or the loop fail in between. Safe
 * on any thread.
 */
final class Completions {

	/** How long one completion may hold up the next. */
	static final Duration PATIENCE = Duration.ofMillis(10);

	private final Executor threads;

	private final EventLoop loop;

	/** Linked, as an array that cannot grow for want of memory loses what it has. */
	private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

	/** Whose turn it is to complete; null while nothing waits. */
	private @Nullable Runner runner;

	private boolean looking;

	/** Set in the end: from then on each gets a thread, and order no longer matters. */
	private boolean closed;

	Completions(Executor threads, EventLoop loop) {
		this.threads = threads;
		this.loop = loop;
	}

	/** Throws only if it has not taken the completion, for want of memory. */
	void add(Runnable completion) {
		if (queue(completion)) {
			resume();
		}
		else {
			completeApart(completion);
		}
	}

	private synchronized boolean queue(Runnable completion) {
		return !this.closed && this.waiting.add(completion);
	}

	/** Goes on with what waits, if anything does and nobody is at it. */
	void resume() {
		Runner next = nextRunner();
		if (next != null) {
			start(next);
		}
	}

	/**
	 * Whoever is to be started now; null if nothing waits, or if somebody is at it and
	 * watched.
	 */
	private synchronized @Nullable Runner nextRunner() {
		if (this.waiting.isEmpty() || (this.runner != null && lookLater())) {
			return null;
		}
		try {
			this.runner = new Runner();
			return this.runner;
		}
		catch (OutOfMemoryError ex) {
			lookLater();
			return null;
		}
	}

	private void start(Runner next) {
		try {
			this.threads.execute(next);
		}
		catch (RuntimeException | Error ex) {
			synchronized (this) {
				if (this.runner == next) {
					this.runner = null;
				}
				lookLater();
			}
		}
	}

	/** Tells whether somebody will look; not so without a loop, or without memory. */
	@SuppressWarnings("FutureReturnValueIgnored") // it does not fail
	private synchronized boolean lookLater() {
		if (!this.looking) {
			Runner watched = this.runner;
			int taken = (watched != null) ? watched.taken : 0;
			try {
				this.loop.schedule(() -> look(watched, taken), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
				this.looking = true;
			}
			catch (RuntimeException | Error ex) {
				// The next completion tries again.
			}
		}
		return this.looking;
	}

	/** Replaces a runner that has not got on, or that could not be started. */
	private void look(@Nullable Runner watched, int taken) {
		Runner next = null;
		synchronized (this) {
			this.looking = false;
			if (this.waiting.isEmpty()) {
				return;
			}
			// One that has not begun is not stuck: it waits for a thread.
			boolean stuck = this.runner == watched && watched != null && watched.taken == taken && taken > 0;
			if (this.runner == null || stuck) {
				this.runner = null;
				next = nextRunner();
			}
			lookLater();
		}
		if (next != null) {
			start(next);
		}
	}

	/** Lets nothing wait for anything else from now on. */
	void close() {
		synchronized (this) {
			this.closed = true;
			this.runner = null;
		}
		for (Runnable rest = this.waiting.poll(); rest != null; rest = this.waiting.poll()) {
			completeApart(rest);
		}
	}

	/**
	 * Completes on a thread of its own, or, where there is none to be had, on this one.
	 */
	private void completeApart(Runnable completion) {
		try {
			this.threads.execute(completion);
		}
		catch (RuntimeException | Error ex) {
			complete(completion);
		}
	}

	private static void complete(Runnable completion) {
		try {
			completion.run();
		}
		catch (Throwable ex) {
			// No memory to tell those who depend on it; the others count.
		}
	}

	private synchronized @Nullable Runnable next(Runner asking) {
		if (this.runner != asking) {
			return null;
		}
		Runnable next = this.waiting.poll();
		if (next == null) {
			this.runner = null;
		}
		asking.taken++;
		return next;
	}

	/** Completes one after the other until nothing waits, or another has its place. */
	private final class Runner implements Runnable {

		/** How many it has begun; guarded by the outer lock. */
		private int taken;

		@Override
		public void run() {
			for (Runnable next = next(this); next != null; next = next(this)) {
				complete(next);
			}
		}

	}

}

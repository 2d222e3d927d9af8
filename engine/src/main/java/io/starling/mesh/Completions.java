package io.starling.mesh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Completes the futures of one mesh, in order and never on its loop, as what depends on a
 * future runs where it is completed, and may block. Where one is stuck for 10 ms, even
 * because it waits for a later one, those behind it go on on another thread. Safe on any
 * thread.
 */
final class Completions {

	/** How long one completion may hold up the next. */
	static final Duration PATIENCE = Duration.ofMillis(10);

	private final Executor threads;

	private final EventLoop loop;

	private final Deque<Runnable> waiting = new ArrayDeque<>();

	/** Whose turn it is to complete; null while nothing waits. */
	private @Nullable Runner runner;

	private boolean looking;

	/** Set in the end: from then on each gets a thread, and order no longer matters. */
	private boolean closed;

	Completions(Executor threads, EventLoop loop) {
		this.threads = threads;
		this.loop = loop;
	}

	void add(Runnable completion) {
		Runnable next = queue(completion);
		if (next != null) {
			this.threads.execute(next);
		}
	}

	private synchronized @Nullable Runnable queue(Runnable completion) {
		if (this.closed) {
			return completion;
		}
		this.waiting.add(completion);
		if (this.runner != null) {
			lookLater();
			return null;
		}
		this.runner = new Runner();
		return this.runner;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it does not fail
	private synchronized void lookLater() {
		if (!this.looking) {
			this.looking = true;
			int taken = (this.runner != null) ? this.runner.taken : 0;
			Runner watched = this.runner;
			try {
				this.loop.schedule(() -> look(watched, taken), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (RuntimeException | Error ex) {
				// No loop, no clock: nobody is to wait for anybody.
				this.looking = false;
				close();
			}
		}
	}

	/** Replaces a runner that has not got on. */
	private void look(@Nullable Runner watched, int taken) {
		Runner next = null;
		synchronized (this) {
			this.looking = false;
			if (this.waiting.isEmpty()) {
				return;
			}
			// One that has not begun is not stuck: it waits for a thread.
			if (watched != null && this.runner == watched && watched.taken == taken && taken > 0) {
				next = new Runner();
				this.runner = next;
			}
			lookLater();
		}
		if (next != null) {
			this.threads.execute(next);
		}
	}

	/** Lets nothing wait for anything else from now on. */
	void close() {
		List<Runnable> rest;
		synchronized (this) {
			this.closed = true;
			this.runner = null;
			rest = new ArrayList<>(this.waiting);
			this.waiting.clear();
		}
		rest.forEach(this.threads::execute);
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
				try {
					next.run();
				}
				catch (Throwable ex) {
					// No memory to tell those who depend on it; the others count.
				}
			}
		}

	}

}

package io.starling.mesh;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Calls from outside on their way to the loop, in order. The loop takes {@value #BATCH}
 * at a time and looks at its sockets and timers between two batches, so that nobody who
 * calls too much makes the member deaf. At most {@value #MOST} wait. Each call comes to
 * an end: it is made, or refused because of the leaving that came before it. Safe on any
 * thread.
 */
final class Calls {

	/** So many calls are made before the loop looks at its sockets again. */
	static final int BATCH = 64;

	/** So many calls may wait; one more is refused. */
	static final int MOST = 65_536;

	private final EventLoop loop;

	private final Runnable afterBatch;

	private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicBoolean planned = new AtomicBoolean();

	/**
	 * A call that could be neither made nor refused, for want of memory; belongs to the
	 * loop.
	 */
	private @Nullable Call unanswered;

	private volatile boolean closed;

	/**
	 * Creates it.
	 * @param loop makes the calls
	 * @param afterBatch is run on the loop after each batch, and tells itself what fails
	 * in it
	 */
	Calls(EventLoop loop, Runnable afterBatch) {
		this.loop = loop;
		this.afterBatch = afterBatch;
	}

	/**
	 * Lets the loop make a call soon.
	 * @return null if it will be made or refused in its turn; otherwise why not
	 */
	@Nullable IllegalStateException add(Call call) {
		if (this.closed || this.loop.isShuttingDown()) {
			return left();
		}
		if (this.count.get() >= MOST) {
			return new IllegalStateException(
					MOST + " calls wait for the mesh already; wait for the futures of some before the next");
		}
		put(call);
		return null;
	}

	/** Lets the loop make a call, however many wait, after those. */
	void put(Call call) {
		this.count.incrementAndGet();
		this.waiting.add(call);
		resume();
		if (this.closed || this.loop.isShutdown()) {
			refuseAll();
		}
	}

	/** Goes on with what waits, if anything does and nobody has planned to. */
	void resume() {
		if (isBehind() && this.planned.compareAndSet(false, true)) {
			try {
				this.loop.execute(this::take);
			}
			catch (RuntimeException | Error ex) {
				// No memory: the next call or tick tries again. No loop: see put.
				this.planned.set(false);
			}
		}
	}

	private void take() {
		try {
			refuseUnanswered();
			// A loop that is about to end runs what it has, and looks at no socket any
			// more.
			int most = this.loop.isShuttingDown() ? Integer.MAX_VALUE : BATCH;
			for (int i = 0; i < most && makeNext(); i++) {
				// The next one, then.
			}
			this.afterBatch.run();
		}
		catch (Throwable ex) {
			// No memory: whoever waits is not to wait for ever for it.
		}
		finally {
			takeMore();
		}
	}

	private boolean makeNext() {
		Call call = poll();
		if (call == null) {
			return false;
		}
		try {
			call.make();
			return true;
		}
		catch (Throwable ex) {
			this.unanswered = call;
			throw ex;
		}
	}

	private void refuseUnanswered() {
		Call call = this.unanswered;
		if (call != null) {
			call.refuse(new IllegalStateException("This member had no memory to do it"));
			this.unanswered = null;
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it does not fail
	private void takeMore() {
		if (!this.waiting.isEmpty()) {
			try {
				// A task of this turn would come before the sockets, one with a delay
				// comes after them.
				this.loop.schedule(this::take, 1, TimeUnit.NANOSECONDS);
				return;
			}
			catch (RuntimeException | Error ex) {
				// The next call or tick tries again.
			}
		}
		this.planned.set(false);
		if (!this.waiting.isEmpty()) {
			resume();
		}
	}

	/** On any thread; what only the loop sees is seen with the next tick. */
	private boolean isBehind() {
		return !this.waiting.isEmpty() || (this.loop.inEventLoop() && this.unanswered != null);
	}

	private @Nullable Call poll() {
		Call call = this.waiting.poll();
		if (call != null) {
			this.count.decrementAndGet();
		}
		return call;
	}

	/** Refuses what waits and all that comes. On the loop, or when that has ended. */
	void close() {
		this.closed = true;
		Call first = this.unanswered;
		this.unanswered = null;
		if (first != null) {
			refuse(first);
		}
		refuseAll();
	}

	private void refuseAll() {
		for (Call call = poll(); call != null; call = poll()) {
			refuse(call);
		}
	}

	/** Each gets its answer, whatever becomes of those before it. */
	private static void refuse(Call call) {
		try {
			call.refuse(left());
		}
		catch (Throwable ex) {
			// No memory, not even to tell so.
		}
	}

	static IllegalStateException left() {
		return new IllegalStateException("This member has left the mesh");
	}

	/** One call, which ends by one of the two. */
	interface Call {

		/**
		 * Makes it, on the loop. Where this throws, for want of memory, it is refused
		 * later.
		 */
		void make();

		/** Does not make it; on any thread. Where this throws, it may be tried again. */
		void refuse(IllegalStateException why);

	}

	/** A call whose answer comes by and by, and fails with whatever it fails with. */
	record Asking<T>(CompletableFuture<T> answer, Runnable question, Answers answers) implements Call {

		@Override
		public void make() {
			try {
				this.question.run();
			}
			catch (Throwable ex) {
				this.answers.failed(this.answer, ex);
			}
		}

		@Override
		public void refuse(IllegalStateException why) {
			this.answers.failed(this.answer, why);
		}

	}

}

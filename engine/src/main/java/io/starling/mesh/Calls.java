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

	private volatile boolean closed;

	/**
	 * Creates it.
	 * @param loop makes the calls
	 * @param afterBatch is run on the loop after each batch
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
		if (!this.waiting.isEmpty() && this.planned.compareAndSet(false, true)) {
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
		// A loop that is about to end runs what it has, and looks at no socket any more.
		int most = this.loop.isShuttingDown() ? Integer.MAX_VALUE : BATCH;
		for (int i = 0; i < most; i++) {
			Call call = poll();
			if (call == null) {
				break;
			}
			call.make();
		}
		this.afterBatch.run();
		takeMore();
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
		resume();
	}

	private @Nullable Call poll() {
		Call call = this.waiting.poll();
		if (call != null) {
			this.count.decrementAndGet();
		}
		return call;
	}

	/** Refuses what waits and all that comes. */
	void close() {
		this.closed = true;
		refuseAll();
	}

	private void refuseAll() {
		for (Call call = poll(); call != null; call = poll()) {
			call.refuse(left());
		}
	}

	static IllegalStateException left() {
		return new IllegalStateException("This member has left the mesh");
	}

	/** One call, which ends by one of the two. */
	interface Call {

		/** Makes it, on the loop; does not throw. */
		void make();

		/** Does not make it; on any thread. */
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

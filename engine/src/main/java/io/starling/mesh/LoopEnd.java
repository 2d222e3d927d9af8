package io.starling.mesh;

import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FutureListener;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the loop a member lives on has ended before the member has left: because
 * it says so, or, as a thread that ends for want of memory may have none left to say
 * anything, by looking. Safe on any thread.
 */
final class LoopEnd {

	private final EventLoop loop;

	private final Runnable action;

	private final AtomicBoolean reached = new AtomicBoolean();

	private final FutureListener<Object> listener = (ended) -> reach();

	private volatile @Nullable Thread thread;

	/**
	 * Creates it.
	 * @param loop the loop
	 * @param action what is to be done then, once
	 */
	LoopEnd(EventLoop loop, Runnable action) {
		this.loop = loop;
		this.action = action;
	}

	/** Begins to look. On the loop. */
	void watch() {
		this.thread = Thread.currentThread();
		this.loop.terminationFuture().addListener(this.listener);
	}

	/** Looks no more, as the member has left or not begun. */
	void ignore() {
		this.thread = null;
		this.loop.terminationFuture().removeListener(this.listener);
	}

	/** Looks whether the loop has ended. */
	boolean isReached() {
		Thread lived = this.thread;
		if (lived != null && !lived.isAlive()) {
			reach();
		}
		return this.reached.get();
	}

	private void reach() {
		if (this.reached.compareAndSet(false, true)) {
			this.action.run();
		}
	}

}

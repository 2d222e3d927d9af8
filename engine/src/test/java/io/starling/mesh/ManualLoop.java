package io.starling.mesh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;

/**
 * An event loop that turns when the test says so, by a clock that the test moves, and
 * whose next calls the test may let fail. It turns as Netty's do: what is due by the
 * clock is taken over once, at a turn's beginning, and then all tasks are run, those that
 * tasks have added among them. The test's thread is the loop's.
 */
final class ManualLoop extends AbstractScheduledEventExecutor implements EventLoop {

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private final Promise<Void> terminated = GlobalEventExecutor.INSTANCE.newPromise();

	private final Ticker ticker = new Ticker() {

		@Override
		public long initialNanoTime() {
			return 0;
		}

		@Override
		public long nanoTime() {
			return ManualLoop.this.nanos;
		}

		@Override
		public void sleep(long delay, TimeUnit unit) {
			throw new UnsupportedOperationException();
		}

	};

	private long nanos;

	private Supplier<Throwable> failure = () -> null;

	private boolean outside;

	/** All calls that hand something over to this loop fail from now on. */
	void failWith(Supplier<Throwable> failure) {
		this.failure = failure;
	}

	void recover() {
		this.failure = () -> null;
	}

	/** Whether the test plays another thread. */
	void outside(boolean outside) {
		this.outside = outside;
	}

	long nanos() {
		return this.nanos;
	}

	/** One turn; what the sockets bring comes before it. */
	void turn() {
		for (Runnable due = pollScheduledTask(); due != null; due = pollScheduledTask()) {
			this.tasks.add(due);
		}
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			safeExecute(task);
		}
	}

	/** Turns until some time has passed, a millisecond at a time. */
	void pass(Duration time) {
		for (long end = this.nanos + time.toNanos(); this.nanos < end;) {
			this.nanos += 1_000_000;
			turn();
		}
	}

	@Override
	public Ticker ticker() {
		return this.ticker;
	}

	@Override
	public void execute(Runnable task) {
		failIfToldSo();
		this.tasks.add(task);
	}

	@Override
	public io.netty.util.concurrent.ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
		failIfToldSo();
		return super.schedule(command, delay, unit);
	}

	private void failIfToldSo() {
		Throwable thrown = this.failure.get();
		if (thrown instanceof Error error) {
			throw error;
		}
		if (thrown instanceof RuntimeException exception) {
			throw exception;
		}
	}

	@Override
	public boolean inEventLoop(Thread thread) {
		return !this.outside;
	}

	@Override
	public EventLoop next() {
		return this;
	}

	@Override
	public EventLoopGroup parent() {
		return this;
	}

	@Override
	public ChannelFuture register(Channel channel) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ChannelFuture register(ChannelPromise promise) {
		throw new UnsupportedOperationException();
	}

	@Override
	@Deprecated
	public ChannelFuture register(Channel channel, ChannelPromise promise) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
		shutdown();
		return this.terminated;
	}

	@Override
	@Deprecated
	public void shutdown() {
		turn();
		this.failure = () -> new RejectedExecutionException("the loop has ended");
		cancelScheduledTasks();
		this.terminated.trySuccess(null);
	}

	@Override
	public Future<?> terminationFuture() {
		return this.terminated;
	}

	@Override
	public boolean isShuttingDown() {
		return this.terminated.isDone();
	}

	@Override
	public boolean isShutdown() {
		return this.terminated.isDone();
	}

	@Override
	public boolean isTerminated() {
		return this.terminated.isDone();
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return this.terminated.isDone();
	}

}

package io.starling.mesh;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.starling.mesh.transport.NameLookup;

/**
 * The threads that meshes live on. Each mesh stays on one of them for its whole life;
 * many meshes of one JVM can share a few. Besides these event loops there are threads
 * that last only while they have something to do: up to 256 for listeners and for what
 * depends on futures, and beyond these one more each 20 ms while more wait and none of
 * them gets on, one for files, four for names, and one for the log, which all meshes of
 * the JVM share. Safe on any thread.
 */
public final class MeshThreads implements AutoCloseable {

	/** After so long, it is tried again to start a thread where that has failed. */
	private static final Duration RETRY = Duration.ofMillis(100);

	private final EventLoopGroup loops;

	private final NameLookup names;

	/**
	 * One for all files, so that no slow disk holds up a lookup or a listener; ends when
	 * idle.
	 */
	private final ThreadPoolExecutor files = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), new DefaultThreadFactory("starling-file", true),
			new ThreadPoolExecutor.DiscardPolicy());

	private final MonotonicClock clock;

	private final CallbackThreads callbacks;

	private MeshThreads(EventLoopGroup loops, NameLookup names, MonotonicClock clock) {
		this.loops = loops;
		this.names = names;
		this.clock = clock;
		this.callbacks = new CallbackThreads(new DefaultThreadFactory("starling-listener", true), MeshThreads::soon);
		this.files.allowCoreThreadTimeOut(true);
	}

	/** Not on a loop, as these may have ended: what depends on futures runs even then. */
	private static void soon(Runnable action) {
		CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS, Runnable::run).execute(action);
	}

	/**
	 * Creates threads; they start with the first mesh that needs them, and do not keep
	 * the JVM alive.
	 * @param count how many, at least 1
	 * @return the threads, to be closed after the last mesh
	 */
	public static MeshThreads create(int count) {
		return create(count, new NameLookup());
	}

	static MeshThreads create(int count, NameLookup names) {
		return on(new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("starling", true),
				NioIoHandler.newFactory()), names, new MonotonicClock());
	}

	/** Lives on loops of any kind, by a clock of any kind. */
	static MeshThreads on(EventLoopGroup loops, NameLookup names, MonotonicClock clock) {
		return new MeshThreads(loops, names, clock);
	}

	EventLoop next() {
		return this.loops.next();
	}

	NameLookup names() {
		return this.names;
	}

	Executor files() {
		return this.files;
	}

	MonotonicClock clock() {
		return this.clock;
	}

	/** Where code of users runs: listeners, and what depends on futures. */
	CallbackThreads callbacks() {
		return this.callbacks;
	}

	/**
	 * Ends the threads; waits for two seconds at most, and not at all on one of the
	 * threads itself. Calls that still wait for an answer fail.
	 */
	@Override
	public void close() {
		this.names.close();
		this.files.shutdown();
		Future<?> ended = this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		if (!isOneOfThem()) {
			ended.awaitUninterruptibly(2, TimeUnit.SECONDS);
		}
		this.callbacks.close();
	}

	private boolean isOneOfThem() {
		for (EventExecutor loop : this.loops) {
			if (loop.inEventLoop()) {
				return true;
			}
		}
		return false;
	}

}

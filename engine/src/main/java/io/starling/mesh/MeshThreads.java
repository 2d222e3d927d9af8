package io.starling.mesh;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.starling.mesh.transport.NameLookup;

/**
 * The threads that meshes live on. Each mesh stays on one of them for its whole life;
 * many meshes of one JVM can share a few. Safe on any thread.
 */
public final class MeshThreads implements AutoCloseable {

	private final EventLoopGroup loops;

	private final NameLookup names;

	/**
	 * One for all files, so that no slow disk holds up a lookup or a listener; ends when
	 * idle.
	 */
	private final ThreadPoolExecutor files = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), new DefaultThreadFactory("starling-file", true),
			new ThreadPoolExecutor.DiscardPolicy());

	private MeshThreads(int count, NameLookup names) {
		this.names = names;
		this.loops = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("starling", true),
				NioIoHandler.newFactory());
		this.files.allowCoreThreadTimeOut(true);
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
		return new MeshThreads(count, names);
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

	/** Ends the threads; waits for two seconds at most. */
	@Override
	public void close() {
		this.names.close();
		this.files.shutdown();
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
	}

}

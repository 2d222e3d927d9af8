package io.starling.mesh.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An event loop, and transports and plain sockets on this machine's loopback that end
 * with it.
 */
final class Loopback {

	/** Long enough for any machine; nothing waits for it unless the test fails. */
	static final Duration PATIENCE = Duration.ofSeconds(20);

	private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final Deque<AutoCloseable> open = new ArrayDeque<>();

	private final NameLookup names;

	Loopback() {
		this(Loopback::noNames);
	}

	Loopback(NameLookup.Resolver resolver) {
		this.names = new NameLookup(resolver, 2, 4, Duration.ofMillis(500));
	}

	private static InetAddress[] noNames(String host) throws UnknownHostException {
		throw new UnknownHostException(host);
	}

	EventLoop loop() {
		return this.group.next();
	}

	NameLookup names() {
		return this.names;
	}

	TestTransport transport() {
		return transport(settings(Duration.ofSeconds(5)));
	}

	TestTransport transport(TransportSettings settings) {
		return opened(new TestTransport(this, settings));
	}

	/** Settings that are small where a test has to reach them. */
	static TransportSettings settings(Duration helloTimeout) {
		return new TransportSettings(Duration.ofMillis(300), helloTimeout, Duration.ofMillis(300), 3, 256 * 1024,
				512 * 1024, 100, 32 * 1024 * 1024);
	}

	PlainPeer plainPeer(TestTransport server) throws Exception {
		return opened(PlainPeer.connect(server.port()));
	}

	<T extends AutoCloseable> T opened(T resource) {
		this.open.push(resource);
		return resource;
	}

	/** Runs an action on the loop and waits for its result. */
	<T> T call(Callable<T> action) {
		try {
			return loop().submit(action).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	void run(Runnable action) {
		call(() -> {
			action.run();
			return true;
		});
	}

	/** Waits until a condition on the loop holds. */
	void await(String what, BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!call(condition::getAsBoolean)) {
			assertThat(System.nanoTime()).as(what).isLessThan(deadline);
		}
	}

	void close() throws Exception {
		while (!this.open.isEmpty()) {
			this.open.pop().close();
		}
		this.names.close();
		this.group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(PATIENCE.toMillis());
		assertThat(this.group.isTerminated()).isTrue();
	}

}

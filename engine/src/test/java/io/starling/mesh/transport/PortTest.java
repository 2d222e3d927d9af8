package io.starling.mesh.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A port at which accepting fails.
 */
class PortTest {

	private final Loopback loopback = new Loopback();

	private final List<SocketChannel> accepted = new CopyOnWriteArrayList<>();

	private final AtomicInteger failures = new AtomicInteger();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	@BeforeEach
	void listen() {
		this.log.list = new CopyOnWriteArrayList<>();
		this.log.start();
		this.root.addAppender(this.log);
	}

	@AfterEach
	void close() throws Exception {
		this.root.detachAppender(this.log);
		this.loopback.close();
	}

	private void failOnce() {
		if (this.failures.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
			throw new OutOfMemoryError("thrown by the test, on purpose");
		}
	}

	@Test
	void aPortAcceptsOthersAfterAnErrorInAccepting() throws Exception {
		Channel port = bind();
		this.failures.set(1);
		this.loopback
			.run(() -> port.config().setRecvByteBufAllocator(new Failing(port.config().getRecvByteBufAllocator())));
		connect(port);
		this.loopback.await("the failure", () -> this.failures.get() == 0);
		connect(port);
		this.loopback.await("both", () -> this.accepted.size() == 2);
		assertTold();
	}

	@Test
	void aPortAcceptsOthersAfterAnErrorInTakingOneIn() throws Exception {
		Channel port = bind();
		this.failures.set(1);
		connect(port);
		this.loopback.await("the failure", () -> this.failures.get() == 0);
		connect(port);
		this.loopback.await("the next one", () -> this.accepted.size() == 1);
		assertTold();
	}

	@Test
	void aPortAcceptsOthersAfterAnErrorInMakingOne() throws Exception {
		this.failures.set(1);
		Channel port = new Bootstrap().group(this.loopback.loop()).channelFactory(() -> new Port() {

			@Override
			SocketChannel made(java.nio.channels.SocketChannel channel) {
				failOnce();
				return super.made(channel);
			}

		})
			.handler(new Port.Accepting(this.loopback.loop(), this.accepted::add))
			.bind(InetAddress.getLoopbackAddress(), 0)
			.sync()
			.channel();
		this.loopback.opened(() -> port.close().sync());
		Socket unlucky = connect(port);
		assertThat(unlucky.getInputStream().read()).as("the end").isEqualTo(-1);
		connect(port);
		this.loopback.await("the next one", () -> this.accepted.size() == 1);
		assertTold();
		assertThat(warnings()).extracting(ILoggingEvent::getLoggerName).containsOnly(Port.class.getName());
	}

	@Test
	void aPortAcceptsNoMoreAtATimeThanCanMakeRoomForEachOther() throws Exception {
		Channel port = bind();
		AtomicInteger atATime = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		port.pipeline().addFirst(new ChannelInboundHandlerAdapter() {

			@Override
			public void channelRead(ChannelHandlerContext context, Object message) {
				most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
				context.fireChannelRead(message);
			}

			@Override
			public void channelReadComplete(ChannelHandlerContext context) {
				atATime.set(0);
			}

		});
		// They come while the loop does something else.
		this.loopback.run(() -> {
			for (int i = 0; i < 20; i++) {
				connectUnchecked(port);
			}
		});
		this.loopback.await("all", () -> this.accepted.size() == 20);
		assertThat(most).hasValue(1);
	}

	/** An appender that blocks must not hold up the loop. */
	private void assertTold() {
		this.loopback.await("a line of the log", () -> !warnings().isEmpty());
		String loop = this.loopback.call(() -> Thread.currentThread().getName());
		assertThat(warnings()).extracting(ILoggingEvent::getThreadName).doesNotContain(loop);
	}

	private List<ILoggingEvent> warnings() {
		return this.log.list.stream().filter((line) -> line.getLevel().isGreaterOrEqual(Level.WARN)).toList();
	}

	private Channel bind() throws Exception {
		Sockets sockets = this.loopback
			.call(() -> new Sockets(this.loopback.loop(), Loopback.settings(Loopback.PATIENCE)));
		Channel port = sockets.server((channel) -> {
			failOnce();
			this.accepted.add(channel);
		}).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
		this.loopback.opened(() -> port.close().sync());
		return port;
	}

	private void connectUnchecked(Channel port) {
		try {
			connect(port);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private Socket connect(Channel port) throws Exception {
		Socket socket = this.loopback.opened(new Socket());
		socket.connect(port.localAddress() instanceof InetSocketAddress address ? address : null,
				(int) Loopback.PATIENCE.toMillis());
		socket.setSoTimeout((int) Loopback.PATIENCE.toMillis());
		return socket;
	}

	/** Runs out of memory while it counts what was accepted. */
	private final class Failing implements RecvByteBufAllocator {

		private final RecvByteBufAllocator allocator;

		Failing(RecvByteBufAllocator allocator) {
			this.allocator = allocator;
		}

		@Override
		@SuppressWarnings("deprecation") // Netty's channels ask for nothing else
		public Handle newHandle() {
			return new RecvByteBufAllocator.DelegatingHandle(this.allocator.newHandle()) {

				@Override
				public boolean continueReading() {
					failOnce();
					return super.continueReading();
				}

			};
		}

	}

}

package io.starling.mesh.transport;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.starling.mesh.log.RareLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the sockets of one transport, and knows when the last of them is closed.
 */
final class Sockets {

	/**
	 * The most connections that are accepted at a time: where hundreds of members start
	 * at once, all of them come to the seeds first.
	 */
	private static final int AT_ONCE = 256;

	/**
	 * No more than this part of those without a hello are accepted at a time, as whoever
	 * makes room for them gives its descriptor back only afterwards.
	 */
	private static final int SHARE = 4;

	private static final Logger log = LoggerFactory.getLogger(Sockets.class);

	private final EventLoop loop;

	private final TransportSettings settings;

	private final ChannelGroup all;

	private final RareLine failed = new RareLine();

	private boolean closed;

	Sockets(EventLoop loop, TransportSettings settings) {
		this.loop = loop;
		this.settings = settings;
		this.all = new DefaultChannelGroup(loop);
	}

	/** Makes sockets that connect. */
	Bootstrap client() {
		return new Bootstrap().group(this.loop)
			.channel(NioSocketChannel.class)
			.disableResolver()
			.option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) this.settings.connectTimeout().toMillis())
			.option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
			.handler(new Adopt((channel) -> {
			}));
	}

	/** Makes ports that listen, and hands over what they accept. */
	Bootstrap server(Consumer<SocketChannel> accepted) {
		return new Bootstrap().group(this.loop)
			.channelFactory((ChannelFactory<Port>) Port::new)
			.option(ChannelOption.RECVBUF_ALLOCATOR,
					new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(atOnce()))
			.handler(new Adopt((port) -> port.pipeline()
				.addLast(new Port.Accepting(this.loop, (channel) -> prepare(channel, accepted)))));
	}

	private int atOnce() {
		return Math.max(1, Math.min(AT_ONCE, this.settings.maxGreeting() / SHARE));
	}

	private void prepare(SocketChannel channel, Consumer<SocketChannel> accepted) {
		channel.config().setAllocator(UnpooledByteBufAllocator.DEFAULT);
		channel.config().setOption(ChannelOption.TCP_NODELAY, true);
		channel.config().setWriteBufferWaterMark(waterMark());
		channel.pipeline().addLast(new Adopt((adopted) -> accepted.accept(channel)));
	}

	private WriteBufferWaterMark waterMark() {
		return new WriteBufferWaterMark(this.settings.lowWaterMark(), this.settings.highWaterMark());
	}

	/** Closes a channel whose end is noticed elsewhere, if at all. */
	@SuppressWarnings("FutureReturnValueIgnored")
	static void close(Channel channel) {
		// One that could not even be made has no loop that could close it.
		if (channel.isRegistered()) {
			channel.close();
		}
	}

	/**
	 * Stops listening. Whoever holds the other sockets closes them; any new one is closed
	 * at once.
	 * @return completed when none is left
	 */
	CompletableFuture<Void> close() {
		this.closed = true;
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.all.stream().filter(ServerChannel.class::isInstance).forEach(Sockets::close);
		this.all.newCloseFuture().addListener((closed) -> completeAfterNextSelect(done));
		return done;
	}

	/** Closes all at once, without the loop, which has ended; on any thread. */
	void loopEnded() {
		for (Channel channel : this.all) {
			try {
				((AbstractNioChannel) channel).unsafe().ch().close();
			}
			catch (IOException ex) {
				// It is closed as well as it can be.
			}
		}
	}

	/**
	 * NIO gives the port of a closed channel back no sooner than with its next select.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	private void completeAfterNextSelect(CompletableFuture<Void> done) {
		// A task of this turn would come before it, one with a delay comes after it.
		this.loop.schedule(() -> done.complete(null), 1, TimeUnit.MILLISECONDS);
	}

	/** Enters a channel in the books before it does anything. */
	private final class Adopt extends ChannelInitializer<Channel> {

		private final Consumer<Channel> next;

		Adopt(Consumer<Channel> next) {
			this.next = next;
		}

		@Override
		protected void initChannel(Channel channel) {
			Sockets.this.all.add(channel);
			if (Sockets.this.closed) {
				close(channel);
			}
			else {
				this.next.accept(channel);
			}
		}

		/** Netty would write a line of the log, on the loop. */
		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			Sockets.this.failed.write((since) -> log.warn("A connection is closed, as it could not be taken in; {} "
					+ "other failures since the last such line", since, cause));
			close(context.channel());
		}

	}

}

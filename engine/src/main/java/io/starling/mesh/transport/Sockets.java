package io.starling.mesh.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Makes the sockets of one transport, and knows when the last of them is closed.
 */
final class Sockets {

	/**
	 * So many connections are accepted at a time: where hundreds of members start at
	 * once, all of them come to the seeds first.
	 */
	private static final int BACKLOG = 256;

	private final EventLoop loop;

	private final TransportSettings settings;

	private final ChannelGroup all;

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

	/** Makes sockets that listen, and hands over what they accept. */
	ServerBootstrap server(Consumer<SocketChannel> accepted) {
		return new ServerBootstrap().group(this.loop, this.loop)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.RECVBUF_ALLOCATOR,
					new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(BACKLOG))
			.handler(new Adopt((channel) -> {
			}))
			.childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
			.childHandler(new Adopt((channel) -> accepted.accept((SocketChannel) channel)));
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

	}

}

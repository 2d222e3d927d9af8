package io.starling.mesh.transport;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.starling.mesh.log.RareLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that others connect to. It stays open whatever fails while it accepts somebody,
 * for want of memory or of file descriptors: it pauses for a second, as the same would
 * fail again at once, and goes on. Whoever knocks meanwhile waits.
 */
class Port extends NioServerSocketChannel {

	/** How long it pauses. */
	static final long PAUSE_MILLIS = 1000;

	private static final Logger log = LoggerFactory.getLogger(Port.class);

	/** Netty closes a port for everything but a failure of input. */
	@Override
	protected boolean closeOnReadError(Throwable cause) {
		return !isActive();
	}

	/**
	 * As Netty's own, which writes a line of the log itself, on the loop, where it has no
	 * memory for what it accepted, and goes on without a pause.
	 */
	@Override
	protected int doReadMessages(List<Object> messages) throws Exception {
		java.nio.channels.SocketChannel channel = javaChannel().accept();
		if (channel == null) {
			return 0;
		}
		try {
			messages.add(made(channel));
			return 1;
		}
		catch (Throwable ex) {
			channel.close();
			throw ex;
		}
	}

	/** Makes a connection of what was accepted. */
	SocketChannel made(java.nio.channels.SocketChannel channel) {
		return new NioSocketChannel(this, channel);
	}

	/** Registers what was accepted, and takes what fails. */
	static final class Accepting extends ChannelInboundHandlerAdapter {

		private final EventLoop loop;

		private final Consumer<SocketChannel> accepted;

		private final RareLine failed = new RareLine();

		/**
		 * Creates it.
		 * @param accepted prepares a connection, before the loop knows it
		 */
		Accepting(EventLoop loop, Consumer<SocketChannel> accepted) {
			this.loop = loop;
			this.accepted = accepted;
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored") // Netty closes what it cannot
														// register
		public void channelRead(ChannelHandlerContext context, Object message) {
			SocketChannel channel = (SocketChannel) message;
			try {
				this.accepted.accept(channel);
				this.loop.register(channel);
			}
			catch (Throwable ex) {
				if (!channel.isRegistered()) {
					channel.unsafe().closeForcibly();
				}
				failed(context.channel(), ex);
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			failed(context.channel(), cause);
		}

		@SuppressWarnings("FutureReturnValueIgnored") // it does not fail
		private void failed(Channel port, Throwable cause) {
			port.config().setAutoRead(false);
			try {
				this.loop.schedule(() -> port.config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
				tell(cause);
			}
			catch (Throwable ex) {
				// Without a pause, then, and without a word: it is to go on.
				port.config().setAutoRead(true);
			}
		}

		private void tell(Throwable cause) {
			this.failed.write((since) -> log.warn("Connections cannot be accepted just now, which is tried again each "
					+ "second; {} other failures since the last such line", since, cause));
		}

	}

}

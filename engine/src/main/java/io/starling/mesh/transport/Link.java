package io.starling.mesh.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.log.LogQueue;
import io.starling.mesh.message.Formats;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.Limits;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;
import io.starling.mesh.wire.MessageCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that stands: what comes in by it until it ends, and what goes out by it
 * within the bounds of memory.
 */
final class Link {

	/**
	 * The largest first frame of an accepted connection. Today's hello has less than 512
	 * bytes; the rest is for fields to come.
	 */
	static final int HELLO_SIZE = 8 * 1024;

	private static final Logger log = LoggerFactory.getLogger(Link.class);

	/** Whose connection is closed before it is known where it came from. */
	private static final InetAddress NOBODY = new InetSocketAddress(0).getAddress();

	private final ConnectionId id;

	private final SocketChannel channel;

	private final InetAddress address;

	private final TransportSettings settings;

	private final Traffic traffic;

	private final Owner owner;

	private final @Nullable ScheduledFuture<?> deadline;

	private Stage stage;

	private Ending ending = Ending.CLOSED;

	/**
	 * The version of the wire format that both sides speak; the first one up to the
	 * hello.
	 */
	private int format = Formats.FIRST;

	private boolean agreed;

	Link(ConnectionId id, SocketChannel channel, TransportSettings settings, Traffic traffic, Owner owner) {
		this.id = id;
		this.channel = channel;
		this.settings = settings;
		this.traffic = traffic;
		this.owner = owner;
		this.address = (channel.remoteAddress() != null) ? channel.remoteAddress().getAddress() : NOBODY;
		this.stage = id.dialled() ? Stage.OPEN : Stage.GREETING;
		this.deadline = id.dialled() ? null
				: after(settings.helloTimeout(), () -> turnAway("no hello within " + settings.helloTimeout()));
		channel.pipeline().addLast(new FrameHandler(this));
	}

	ConnectionId id() {
		return this.id;
	}

	/** How it ended, or will have ended if the far side closes it. */
	Ending ending() {
		return this.ending;
	}

	/** Who is at the other end. */
	InetAddress address() {
		return this.address;
	}

	/** How many bytes wait to be written, with what they cost beside themselves. */
	long waiting() {
		ChannelOutboundBuffer buffer = this.channel.unsafe().outboundBuffer();
		return (buffer != null) ? buffer.totalPendingWriteBytes() : 0;
	}

	boolean isOpen() {
		return this.stage == Stage.OPEN;
	}

	boolean isListening() {
		return this.stage == Stage.OPEN || this.stage == Stage.GREETING;
	}

	int frameLimit() {
		return (this.stage == Stage.GREETING) ? HELLO_SIZE : Limits.FRAME_SIZE;
	}

	void receive(byte[] frame) {
		this.traffic.received(frame.length);
		if (this.stage == Stage.GREETING && MessageCodec.formatOf(frame) > Formats.FIRST) {
			turnAwayForFormat();
			return;
		}
		try {
			Message message = MessageCodec.decode(frame, this.format).orElse(null);
			if (message instanceof Message.Hello hello && !agree(hello)) {
				turnAwayForFormat();
			}
			else if (this.stage == Stage.GREETING) {
				greet(message);
			}
			else if (message != null) {
				this.owner.received(this, message);
			}
		}
		catch (MalformedException ex) {
			refuse(String.valueOf(ex.getMessage()));
		}
	}

	private void greet(@Nullable Message first) {
		if (first instanceof Message.Hello hello) {
			endGreeting();
			this.stage = Stage.OPEN;
			this.owner.greeted(this, hello);
		}
		else {
			refuse("it does not begin with a hello");
		}
	}

	/** From the other side's hello on both speak the highest version that both know. */
	private boolean agree(Message.Hello hello) {
		OptionalInt common = Formats.KNOWN.common(hello.formats());
		if (!this.agreed && common.isPresent()) {
			this.agreed = true;
			this.format = common.getAsInt();
		}
		return common.isPresent();
	}

	/** Ends the connection, as the two sides speak no version of the format in common. */
	private void turnAwayForFormat() {
		Message goodbye = new Message.Goodbye(Message.Goodbye.Reason.FORMAT);
		boolean dialled = this.stage == Stage.OPEN;
		if (log.isDebugEnabled()) {
			SocketAddress peer = this.channel.remoteAddress();
			LogQueue.shared()
				.write(() -> log.debug("Sending {} at {} away, which speaks other formats", this.id, peer));
		}
		this.traffic.turnedAway();
		write(MessageCodec.encode(goodbye));
		if (dialled) {
			// So that this side does not take it for evidence, either.
			this.owner.received(this, goodbye);
		}
		close();
	}

	int format() {
		return this.format;
	}

	private void endGreeting() {
		if (this.deadline != null) {
			this.deadline.cancel(false);
		}
	}

	/** Ends the connection because of what came by it. */
	void refuse(String reason) {
		this.traffic.malformed();
		breakOff(reason);
	}

	/** Ends an accepted connection that says nothing. */
	void turnAway(String reason) {
		this.traffic.turnedAway();
		breakOff(reason);
	}

	/**
	 * Ends the connection at once. Nothing more comes in; the owner hears of it later, as
	 * if the other side had closed it.
	 */
	void breakOff(String reason) {
		if (isListening()) {
			if (log.isDebugEnabled()) {
				SocketAddress peer = this.channel.remoteAddress();
				LogQueue.shared()
					.write(() -> log.debug("Cutting the connection {} with {}: {}", this.id, peer, reason));
			}
			this.stage = Stage.CLOSED;
			this.ending = Ending.BROKEN;
		}
		Sockets.close(this.channel);
	}

	/** The channel is closed, for whatever reason. */
	void ended() {
		this.stage = Stage.CLOSED;
		endGreeting();
		this.owner.ended(this);
	}

	/**
	 * Queues a frame until the next {@link #flush()}.
	 * @param urgent true if the frame is to be dropped only with the connection
	 * @return false if it was dropped
	 */
	boolean send(byte[] frame, boolean urgent) {
		boolean room = hasRoom();
		if (!isOpen() || (!room && !urgent)) {
			return false;
		}
		if (!room && this.channel.bytesBeforeWritable() > this.settings.hardLimit() - this.settings.lowWaterMark()) {
			breakOff("not even a hello or goodbye gets away");
			return false;
		}
		this.traffic.sent(frame.length);
		write(frame);
		return true;
	}

	/** A write that fails ends the channel, and that is noticed in any case. */
	@SuppressWarnings("FutureReturnValueIgnored")
	private void write(byte[] frame) {
		this.channel.write(Unpooled.wrappedBuffer(frame), this.channel.voidPromise());
	}

	private boolean hasRoom() {
		if (!this.channel.isWritable()) {
			// Perhaps only this turn's burst is large, and the kernel has room for it.
			this.channel.flush();
		}
		return this.channel.isWritable();
	}

	void flush() {
		this.channel.flush();
	}

	/**
	 * Ends the connection once all that was sent has been handed to the network. The
	 * output is closed first, and what still comes in is thrown away until the other side
	 * closes, too: closing at once, with input unread, would make the kernel send a
	 * reset, and a reset makes the other side lose what it has not read yet, the goodbye.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	void close() {
		this.stage = Stage.CLOSED;
		endGreeting();
		ScheduledFuture<?> cut = after(this.settings.closeTimeout(), () -> Sockets.close(this.channel));
		this.channel.closeFuture().addListener((closed) -> cut.cancel(false));
		this.channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((flushed) -> {
			if (flushed.isSuccess()) {
				this.channel.shutdownOutput();
			}
			else {
				Sockets.close(this.channel);
			}
		});
	}

	private ScheduledFuture<?> after(Duration delay, Runnable action) {
		return this.channel.eventLoop().schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	private enum Stage {

		/** Accepted, and its hello is not here yet. */
		GREETING,

		/** Messages go both ways. */
		OPEN,

		/** Nothing more comes in; what was sent may still be on its way out. */
		CLOSED

	}

	/** Keeps the links, and is told what happens to them. */
	interface Owner {

		void greeted(Link link, Message.Hello hello);

		void received(Link link, Message message);

		/** Called once, and after everything else, for each link. */
		void ended(Link link);

	}

}

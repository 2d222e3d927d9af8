package io.starling.mesh.transport;

import java.util.LinkedHashSet;
import java.util.Set;

import io.netty.channel.EventLoop;
import io.starling.mesh.log.LogQueue;
import io.starling.mesh.message.Message;
import io.starling.mesh.wire.MessageCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is sent in one turn of the loop. It leaves at the turn's end, so that a burst is
 * one write for each link; and a message that goes to several links one after the other
 * is encoded once.
 */
final class Outgoing {

	private static final Logger log = LoggerFactory.getLogger(Outgoing.class);

	private static final byte[] REFUSED = new byte[0];

	private final EventLoop loop;

	private final Traffic traffic;

	private final Backlog backlog;

	private final Set<Link> unflushed = new LinkedHashSet<>();

	private boolean scheduled;

	private @Nullable Message last;

	private int lastFormat;

	private byte[] lastFrame = REFUSED;

	Outgoing(EventLoop loop, Traffic traffic, Backlog backlog) {
		this.loop = loop;
		this.backlog = backlog;
		this.traffic = traffic;
	}

	void send(Link link, Message message) {
		if (!this.scheduled) {
			this.loop.execute(() -> {
				this.scheduled = false;
				flush();
			});
			this.scheduled = true;
		}
		boolean urgent = message instanceof Message.Hello || message instanceof Message.Goodbye;
		byte[] frame = encode(message, link.format());
		boolean room = urgent || this.backlog.hasRoom(link, frame.length);
		if (frame.length == 0 || !room || !link.send(frame, urgent)) {
			this.traffic.dropped();
		}
		else {
			this.backlog.added(frame.length);
			this.unflushed.add(link);
		}
	}

	/** The same object means the same bytes: messages are immutable. */
	private byte[] encode(Message message, int format) {
		if (message != this.last || format != this.lastFormat) {
			this.last = message;
			this.lastFormat = format;
			this.lastFrame = REFUSED;
			try {
				this.lastFrame = MessageCodec.encode(message, format);
			}
			catch (IllegalArgumentException ex) {
				LogQueue.shared().write(() -> log.error("A {} is not sent", message.getClass().getSimpleName(), ex));
			}
		}
		return this.lastFrame;
	}

	/** Lets all leave; what is scheduled for the turn's end then finds nothing. */
	void flush() {
		this.last = null;
		this.lastFrame = REFUSED;
		this.unflushed.forEach(Link::flush);
		this.unflushed.clear();
	}

}

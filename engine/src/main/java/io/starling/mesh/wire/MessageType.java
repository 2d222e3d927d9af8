package io.starling.mesh.wire;

import io.starling.mesh.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of messages and the numbers that stand for them in a frame, counted from 1. A
 * new one comes last.
 */
enum MessageType {

	HELLO(1, Message.Hello.class), GOODBYE(2, Message.Goodbye.class), PING(3, Message.Ping.class),
	PONG(4, Message.Pong.class), GOSSIP(5, Message.Gossip.class), INDEX(6, Message.Index.class),
	WANT(7, Message.Want.class), BEAT(8, Message.Beat.class), HAVE(9, Message.Have.class),
	RESUME(10, Message.Resume.class), SYMBOLS(11, Message.Symbols.class), MORE(12, Message.More.class),
	LACK(13, Message.Lack.class), WAVE(14, Message.Wave.class), ECHO(15, Message.Echo.class),
	DEPARTED(16, Message.Departed.class);

	private static final MessageType[] ALL = values();

	private final int number;

	private final Class<? extends Message> type;

	MessageType(int number, Class<? extends Message> type) {
		this.number = number;
		this.type = type;
	}

	static MessageType of(Message message) {
		for (MessageType candidate : ALL) {
			if (candidate.type == message.getClass()) {
				return candidate;
			}
		}
		throw new IllegalArgumentException("a message without a form: " + message.getClass().getName());
	}

	/** Gives null for a number that stands for nothing yet. */
	static @Nullable MessageType numbered(int number) {
		for (MessageType candidate : ALL) {
			if (candidate.number == number) {
				return candidate;
			}
		}
		return null;
	}

	/** Hellos and goodbyes are written in the first format whatever has been agreed. */
	boolean isFixed() {
		return this == HELLO || this == GOODBYE;
	}

	int number() {
		return this.number;
	}

}

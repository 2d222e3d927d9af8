package io.starling.demo.console;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import io.starling.demo.console.LogLine.Tone;

/**
 * The last things that happened, and a word of each on the terminal. Thread-safe; lines
 * reach the listener in their order.
 */
class EventLog {

	private static final int LENGTH = 200;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

	private final Deque<LogLine> lines = new ArrayDeque<>();

	private Consumer<LogLine> listener = (line) -> {
	};

	private long number;

	/**
	 * Begins to tell of each new line.
	 * @param listener is told; must not block
	 */
	synchronized void listen(Consumer<LogLine> listener) {
		this.listener = listener;
	}

	/**
	 * Adds a line.
	 * @param tone how to take it
	 * @param who the instance concerned
	 * @param text what happened
	 */
	synchronized void add(Tone tone, String who, String text) {
		LogLine line = new LogLine(++this.number, Instant.now().toEpochMilli(), tone, who, text);
		this.lines.addLast(line);
		if (this.lines.size() > LENGTH) {
			this.lines.removeFirst();
		}
		LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(line.at()), ZoneId.systemDefault());
		System.out.printf("%s  %-14s %s%n", TIME.format(time), who, text);
		this.listener.accept(line);
	}

	/**
	 * Returns the last lines.
	 * @return the lines, oldest first
	 */
	synchronized List<LogLine> lines() {
		return List.copyOf(this.lines);
	}

}

package io.starling.demo.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open page. Messages wait in a bounded queue and are written one at a time by a
 * thread that is taken only while there is something to write, so that one page on a slow
 * line delays no other.
 */
class PageViewer {

	private static final int BACKLOG = 300;

	private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

	private final SseEmitter emitter = new SseEmitter(0L);

	private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(BACKLOG);

	private final AtomicBoolean writing = new AtomicBoolean(true);

	private final Executor senders;

	private final Consumer<PageViewer> gone;

	PageViewer(Executor senders, Consumer<PageViewer> gone) {
		this.senders = senders;
		this.gone = gone;
		this.emitter.onCompletion(() -> gone.accept(this));
		this.emitter.onError((failure) -> gone.accept(this));
		this.emitter.onTimeout(() -> gone.accept(this));
	}

	SseEmitter emitter() {
		return this.emitter;
	}

	/**
	 * Sends the first message, before any that were offered meanwhile.
	 * @param event the event's name
	 * @param data the event's data
	 */
	void begin(String event, String data) {
		execute(() -> {
			if (write(new Message(event, data))) {
				drain();
			}
		});
	}

	/**
	 * Sends a message as soon as those before it are through.
	 * @param event the event's name
	 * @param data the event's data
	 */
	void offer(String event, String data) {
		if (!this.queue.offer(new Message(event, data))) {
			close();
			return;
		}
		if (this.writing.compareAndSet(false, true)) {
			execute(this::drain);
		}
	}

	/** Ends the stream. */
	void close() {
		this.gone.accept(this);
		this.emitter.complete();
	}

	private void drain() {
		do {
			for (Message next = this.queue.poll(); next != null; next = this.queue.poll()) {
				if (!write(next)) {
					return;
				}
			}
			this.writing.set(false);
		}
		while (!this.queue.isEmpty() && this.writing.compareAndSet(false, true));
	}

	private boolean write(Message message) {
		try {
			this.emitter.send(SseEmitter.event().name(message.event()).data(message.data(), TEXT));
			return true;
		}
		catch (IOException | IllegalStateException ex) {
			// The page was closed; nothing is lost.
			this.gone.accept(this);
			return false;
		}
	}

	private void execute(Runnable task) {
		try {
			this.senders.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The console is closing.
			this.gone.accept(this);
		}
	}

	private record Message(String event, String data) {
	}

}

package io.starling.demo.console;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends what happens to all open pages, as server-sent events. The number of pages is
 * bounded, and so is what is kept for a slow one; a page that falls too far behind is cut
 * off and comes back by itself.
 */
class PageStream implements AutoCloseable {

	private static final int MOST = 16;

	private final Set<PageViewer> viewers = ConcurrentHashMap.newKeySet();

	private final AtomicInteger threads = new AtomicInteger();

	private final ExecutorService senders = Executors.newCachedThreadPool(this::thread);

	private final JsonMapper json;

	PageStream(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Opens a stream to a page.
	 * @param hello makes the first message, which is taken after the page is on the list,
	 * so that nothing falls between
	 * @return what Spring writes the events to
	 * @throws IllegalStateException if too many pages are open
	 */
	SseEmitter open(Supplier<Object> hello) {
		if (this.viewers.size() >= MOST) {
			throw new IllegalStateException("Too many pages are open; close one");
		}
		PageViewer viewer = new PageViewer(this.senders, this.viewers::remove);
		this.viewers.add(viewer);
		viewer.begin("hello", this.json.writeValueAsString(hello.get()));
		return viewer.emitter();
	}

	/**
	 * Sends to all pages.
	 * @param event the event's name
	 * @param value what goes out as JSON
	 */
	void send(String event, Object value) {
		if (!this.viewers.isEmpty()) {
			String data = this.json.writeValueAsString(value);
			this.viewers.forEach((viewer) -> viewer.offer(event, data));
		}
	}

	/**
	 * Returns how many pages are open.
	 * @return the number
	 */
	int size() {
		return this.viewers.size();
	}

	private Thread thread(Runnable task) {
		Thread thread = new Thread(task, "page-" + this.threads.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void close() {
		this.viewers.forEach(PageViewer::close);
		this.senders.shutdown();
	}

}

package io.starling.demo.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Listens to a console's event stream as the page does.
 */
public final class PageEvents implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final List<Event> events = new ArrayList<>();

	private final InputStream stream;

	private PageEvents(InputStream stream) {
		this.stream = stream;
		Thread reader = new Thread(this::read, "page-events");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Opens the stream.
	 * @param console the console's address
	 * @return the open stream
	 */
	public static PageEvents open(URI console) {
		try {
			HttpClient client = HttpClient.newHttpClient();
			HttpRequest request = HttpRequest.newBuilder(console.resolve("/api/events")).build();
			return new PageEvents(client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Waits for an event, one that came already or one that comes.
	 * @param name the event's name
	 * @param condition what its data must say
	 * @return the event
	 */
	public Event await(String name, Predicate<JsonNode> condition) {
		return awaitFrom(0, name, condition);
	}

	/**
	 * Waits for an event that comes after those that are there now.
	 * @param from how many events to pass over
	 * @param name the event's name
	 * @param condition what its data must say
	 * @return the event
	 */
	public synchronized Event awaitFrom(int from, String name, Predicate<JsonNode> condition) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		int next = from;
		while (true) {
			for (; next < this.events.size(); next++) {
				Event event = this.events.get(next);
				if (event.name().equals(name) && condition.test(event.data())) {
					return event;
				}
			}
			long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
			if (left <= 0) {
				throw new AssertionError("No such event '" + name + "' within " + PATIENCE + "; the last ones were "
						+ this.events.subList(Math.max(0, this.events.size() - 5), this.events.size()));
			}
			try {
				wait(left);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	/**
	 * Returns how many events came.
	 * @return the number
	 */
	public synchronized int count() {
		return this.events.size();
	}

	private void read() {
		try (Scanner lines = new Scanner(this.stream, StandardCharsets.UTF_8)) {
			String name = "";
			while (lines.hasNextLine()) {
				String line = lines.nextLine();
				if (line.startsWith("event:")) {
					name = line.substring(6).strip();
				}
				else if (line.startsWith("data:")) {
					add(new Event(name, JSON.readTree(line.substring(5)), System.nanoTime()));
				}
			}
		}
	}

	private synchronized void add(Event event) {
		this.events.add(event);
		notifyAll();
	}

	@Override
	public void close() {
		try {
			this.stream.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * An event.
	 *
	 * @param name its name
	 * @param data what it says
	 * @param nanos when it came, by {@link System#nanoTime()}
	 */
	public record Event(String name, JsonNode data, long nanos) {
	}

}

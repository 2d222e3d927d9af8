package io.starling.demo.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does with a console what its page does.
 */
final class ConsoleClient {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private final URI url;

	ConsoleClient(URI url) {
		this.url = url;
	}

	URI url() {
		return this.url;
	}

	PageEvents events() {
		return PageEvents.open(this.url);
	}

	/**
	 * Asks for a document.
	 * @param uri where
	 * @return its text
	 * @throws UncheckedIOException if nobody answers
	 */
	String text(URI uri) {
		HttpResponse<String> answer = send(HttpRequest.newBuilder(uri));
		assertThat(answer.statusCode()).as(uri.toString()).isEqualTo(200);
		return answer.body();
	}

	JsonNode json(URI uri) {
		return JSON.readTree(text(uri));
	}

	JsonNode state() {
		return json(this.url.resolve("/api/state"));
	}

	/**
	 * Presses a button.
	 * @param path such as {@code instances/inventory-2/kill}
	 */
	void press(String path) {
		HttpResponse<String> answer = send(
				HttpRequest.newBuilder(this.url.resolve("/api/" + path)).POST(HttpRequest.BodyPublishers.noBody()));
		assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(202);
	}

	List<JsonNode> instances() {
		return instances(state());
	}

	static List<JsonNode> instances(JsonNode state) {
		List<JsonNode> instances = new ArrayList<>();
		state.get("services").forEach((service) -> service.get("instances").forEach(instances::add));
		return instances;
	}

	JsonNode instance(String name) {
		return instances().stream()
			.filter((instance) -> instance.get("name").asString().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No instance " + name + " in " + state()));
	}

	static long up(JsonNode state) {
		return instances(state).stream().filter((instance) -> instance.get("status").asString().equals("UP")).count();
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.timeout(Duration.ofSeconds(5)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

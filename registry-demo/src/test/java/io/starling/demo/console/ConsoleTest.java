package io.starling.demo.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import io.starling.demo.it.PageEvents;
import io.starling.mesh.model.Liveness;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.convention.TestBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The console with its real server and no children, in front of a mesh of words.
 */
@SpringBootTest(classes = ConsoleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "starling.enabled=false", "demo.supervise=false", "demo.browser=false" })
@ActiveProfiles("console")
class ConsoleTest {

	private static final HttpClient client = HttpClient.newHttpClient();

	@TestBean
	private MeshView meshView;

	@LocalServerPort
	private int port;

	@Autowired
	private PageStream stream;

	static MeshView meshView() {
		return new FakeMesh().instance(1, "inventory", "inventory-1", "UP")
			.instance(2, "inventory", "inventory-2", "UP");
	}

	@Test
	void servesAPageThatMayLoadNothingFromElsewhere() throws Exception {
		HttpResponse<String> page = send(request("/"));
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
		assertThat(page.body()).contains("starling.js").doesNotContain("http://cdn").doesNotContain("https://");
		assertThat(send(request("/starling.js")).statusCode()).isEqualTo(200);
		assertThat(send(request("/starling.css")).statusCode()).isEqualTo(200);
	}

	@Test
	void tellsAnOpenPageOfADeath() {
		FakeMesh mesh = (FakeMesh) this.meshView;
		mesh.instance(3, "pricing", "pricing-1", "UP");
		try (PageEvents events = PageEvents.open(URI.create("http://127.0.0.1:" + this.port))) {
			events.await("hello",
					(hello) -> hello.at("/state/services/1/instances/0/name").asString().equals("pricing-1"));
			mesh.liveness(3, Liveness.DEAD, "refused the connection");
			events.await("log", (line) -> line.at("/text").asString().equals("died: refused the connection"));
			events.await("state", (state) -> state.at("/services").size() == 1);
		}
	}

	@Test
	void refusesWhatCannotBeDone() throws Exception {
		HttpResponse<String> kill = send(post("/api/instances/nobody-1/kill"));
		assertThat(kill.statusCode()).isEqualTo(409);
		assertThat(kill.body()).contains("nobody-1 does not run");
		HttpResponse<String> start = send(post("/api/services/inventory/start"));
		assertThat(start.statusCode()).isEqualTo(409);
		assertThat(start.body()).contains("container engine");
	}

	@Test
	void refusesOtherSites() throws Exception {
		assertThat(send(post("/api/instances/inventory-1/kill").header("Origin", "http://evil.example")).statusCode())
			.isEqualTo(403);
	}

	@Test
	void boundsTheNumberOfOpenPages() throws Exception {
		List<PageEvents> pages = new ArrayList<>();
		while (this.stream.size() < 16) {
			pages.add(PageEvents.open(URI.create("http://127.0.0.1:" + this.port)));
		}
		assertThat(send(request("/api/events")).statusCode()).isEqualTo(503);
		pages.forEach(PageEvents::close);
		// A closed page is noticed at the next thing that it is told.
		await().until(() -> {
			this.stream.send("ping", 1);
			return this.stream.size() == 0;
		});
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
	}

	private HttpRequest.Builder post(String path) {
		return request(path).POST(HttpRequest.BodyPublishers.noBody());
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}

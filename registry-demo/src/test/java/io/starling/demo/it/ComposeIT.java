package io.starling.demo.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The demo in containers, by the very file that people use. The base image comes from
 * {@code JRE_IMAGE}, or is the stand-in that {@code .ci/make-base-images.sh} makes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final String BASE_IMAGE = System.getenv().getOrDefault("JRE_IMAGE", "local/jre:25");

	private static final String PROJECT = "starling-it-" + ProcessHandle.current().pid();

	private static final int PORT = freePort();

	private static ConsoleClient console;

	private static PageEvents page;

	private static String missing = "";

	@BeforeAll
	static void up() throws Exception {
		missing = missing();
		if (!missing.isEmpty()) {
			return;
		}
		compose("up", "--detach", "--build", "--quiet-pull");
		console = new ConsoleClient(URI.create("http://127.0.0.1:" + PORT + "/"));
		await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> console.state() != null);
		page = console.events();
	}

	@BeforeEach
	void check() {
		Prerequisite.require(missing);
	}

	@AfterAll
	static void down() throws Exception {
		if (missing.isEmpty()) {
			compose("down", "--timeout", "3", "--volumes", "--remove-orphans");
			docker("image", "rm", PROJECT);
		}
	}

	@Test
	@Order(1)
	void sixContainersFindEachOtherAndCallsFlow() throws Exception {
		awaitUp(0, 6);
		page.await("calls", (calls) -> calls.get("ok").asLong() >= 10);
		assertThat(console.instances()).noneMatch((each) -> each.get("startable").asBoolean());
		assertThat(console.state().get("whyNoStart").asString()).contains("docker compose up");
		await().atMost(Duration.ofSeconds(60)).until(() -> healthy() == 7);
		for (String container : containers()) {
			assertThat(docker("inspect", "-f", "{{ .Config.User }}", container)).isEqualTo("10001:10001");
		}
	}

	@Test
	@Order(2)
	void aScaledServiceIsFoundByAll() throws Exception {
		int from = page.count();
		compose("up", "--detach", "--no-recreate", "--scale", "inventory=3");
		awaitUp(from, 7);
		String newest = instances("inventory").get(2).get("name").asString();
		page.awaitFrom(from, "calls",
				(calls) -> calls.get("calls")
					.valueStream()
					.anyMatch((call) -> call.get("service").asString().equals("inventory")));
		assertThat(newest).startsWith("inventory-");
	}

	@Test
	@Order(3)
	void aKilledContainerIsGoneAndCallsGoOn() throws Exception {
		String container = docker("compose", "-p", PROJECT, "ps", "-q", "inventory").lines().findFirst().orElseThrow();
		String name = "inventory-" + container.substring(0, 4);
		int from = page.count();
		long begun = System.nanoTime();
		docker("kill", container);
		long killed = System.nanoTime();
		PageEvents.Event gone = page.awaitFrom(from, "state", (state) -> names(state).stream().noneMatch(name::equals));
		System.out.println("docker kill of " + name + ": gone from the page "
				+ Duration.ofNanos(gone.nanos() - begun).toMillis() + " ms after the command began, which itself took "
				+ Duration.ofNanos(killed - begun).toMillis() + " ms");
		assertThat(Duration.ofNanos(gone.nanos() - begun)).isLessThan(Duration.ofSeconds(10));
		long ok = page.awaitFrom(page.count(), "calls", (calls) -> true).data().get("ok").asLong();
		page.awaitFrom(page.count(), "calls", (calls) -> calls.get("ok").asLong() > ok + 5);
	}

	@Test
	@Order(4)
	void thePageCanKillAndDrainWhatItCannotReachInto() throws Exception {
		String killed = instances("pricing").get(0).get("name").asString();
		int from = page.count();
		console.press("instances/" + killed + "/kill");
		page.awaitFrom(from, "log", (line) -> line.get("text").asString().startsWith("died: "));
		page.awaitFrom(from, "log", (line) -> line.get("text").asString().startsWith("was lost by all "));
		String drained = instances("inventory").get(0).get("name").asString();
		console.press("instances/" + drained + "/drain");
		page.awaitFrom(from, "log",
				(line) -> line.get("who").asString().equals(drained) && line.get("text").asString().equals("left"));
		assertThat(docker("ps", "-a", "--filter", "label=com.docker.compose.project=" + PROJECT, "--filter",
				"exited=137", "-q")
			.lines()).as("killed by docker, and by the page").hasSize(2);
	}

	private static String missing() {
		if (!Prerequisite.works(List.of("docker", "compose", "version"))) {
			return "No docker compose";
		}
		if (!Prerequisite.works(List.of("docker", "version"))) {
			return "No Docker engine answers";
		}
		return Prerequisite.works(List.of("docker", "image", "inspect", BASE_IMAGE)) ? ""
				: "No image " + BASE_IMAGE + ": run .ci/make-base-images.sh, or name another one in JRE_IMAGE";
	}

	private static void awaitUp(int from, long count) {
		page.awaitFrom(from, "state", (state) -> ConsoleClient.up(state) == count);
	}

	private static List<String> names(JsonNode state) {
		return ConsoleClient.instances(state).stream().map((each) -> each.get("name").asString()).toList();
	}

	private static List<JsonNode> instances(String service) {
		return console.instances()
			.stream()
			.filter((each) -> each.get("name").asString().startsWith(service) && each.get("listed").asBoolean())
			.toList();
	}

	private static List<String> containers() throws Exception {
		return docker("compose", "-p", PROJECT, "ps", "-q").lines().toList();
	}

	private static long healthy() throws Exception {
		return docker("ps", "-q", "--filter", "label=com.docker.compose.project=" + PROJECT, "--filter",
				"health=healthy")
			.lines()
			.count();
	}

	private static void compose(String... words) throws Exception {
		List<String> all = new ArrayList<>(List.of("compose", "-p", PROJECT));
		all.addAll(List.of(words));
		docker(all.toArray(String[]::new));
	}

	private static String docker(String... words) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("docker"));
		command.addAll(List.of(words));
		ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
		builder.environment().put("JRE_IMAGE", BASE_IMAGE);
		builder.environment().put("DEMO_IMAGE", PROJECT);
		builder.environment().put("DEMO_PORT", String.valueOf(PORT));
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s: %s", command, output).isTrue();
		assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
		return output;
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

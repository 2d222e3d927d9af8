package io.starling.acceptance.clients;

import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.starling.acceptance.process.Answering;
import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.starling.acceptance.process.ProcessMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls by name, from real processes to real processes. The callers have Spring Cloud's
 * cache, too: with it in between, changes would be seen after 35 s.
 */
class ClientsIT {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Pattern BEYOND_THE_STARTER = Pattern
		.compile("webflux|webclient|reactor-netty|starter-loadbalancer|(boot|starter)-cache|evictor");

	private static final ProcessMesh MESH = new ProcessMesh();

	private static final List<ApplicationProcess> inventories = new ArrayList<>();

	private static ApplicationProcess servletShop;

	private static ApplicationProcess reactiveShop;

	@BeforeAll
	static void start() {
		for (int i = 0; i < 3; i++) {
			inventories.add(startInventory());
		}
		servletShop = MESH.start("servlet-shop", ServletShop.class, "spring.main.web-application-type=servlet");
		reactiveShop = MESH.start("reactive-shop", ReactiveShop.class, "spring.main.web-application-type=reactive");
		eventually(() -> assertThat(MESH.instances("inventory")).hasSize(3));
		// Each caller learns it on its own.
		ways().forEach((way) -> eventually(() -> assertThat(call(way, 3)).doesNotHaveDuplicates()));
	}

	@AfterAll
	static void end() {
		MESH.close();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void takeTurnsAmongAllInstances(URI way) {
		List<String> answers = call(way, 30);
		assertThat(inventories).allSatisfy((each) -> assertThat(answers).filteredOn(pid(each)::equals).hasSize(10));
	}

	@Test
	void callWhoComesAndNotWhoIsKilled() {
		try (ApplicationProcess fourth = startInventory()) {
			eventually(() -> assertThat(MESH.instances("inventory")).hasSize(4));
			ways().forEach((way) -> eventually(LIMIT, () -> assertThat(call(way, 4)).contains(pid(fourth))));
			fourth.kill();
			ways().forEach((way) -> eventually(LIMIT, () -> assertThat(call(way, 12)).isSubsetOf(pids())));
		}
	}

	@Test
	void needNeitherWebFluxNorACache() {
		String classPath = Arrays.stream(ApplicationProcess.classPath().split(File.pathSeparator))
			.filter((entry) -> !BEYOND_THE_STARTER.matcher(entry).find())
			.collect(Collectors.joining(File.pathSeparator));
		List<String> arguments = Stream
			.concat(MESH.properties().stream(), Stream.of("spring.application.name=lean-shop"))
			.map((property) -> "--" + property)
			.toList();
		try (ApplicationProcess lean = ApplicationProcess.start("lean-shop", List.of("-cp", classPath),
				ServletShop.class, arguments)) {
			URI way = lean.url().resolve("/rest-client");
			eventually(() -> assertThat(call(way, 3)).containsExactlyInAnyOrderElementsOf(pids()));
			assertThat(lean.log()).doesNotContain("CacheManager");
		}
	}

	/** Where a request makes a client call, one for each way to do so. */
	static Stream<URI> ways() {
		return Stream.concat(
				Stream.of("feign", "rest-client", "http-interface").map((way) -> servletShop.url().resolve("/" + way)),
				Stream.of("web-client", "http-interface").map((way) -> reactiveShop.url().resolve("/" + way)));
	}

	private static ApplicationProcess startInventory() {
		return MESH.start("inventory", Answering.class, "spring.main.web-application-type=servlet");
	}

	private static List<String> pids() {
		return inventories.stream().map(ClientsIT::pid).toList();
	}

	private static String pid(ApplicationProcess process) {
		return String.valueOf(process.pid());
	}

	/** The answers to calls, one after the other: the ids of the processes called. */
	private static List<String> call(URI way, int times) {
		return IntStream.range(0, times).mapToObj((i) -> ApplicationProcess.ask(way)).toList();
	}

}

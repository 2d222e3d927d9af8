package io.starling.acceptance.environment;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.starling.acceptance.process.AheadOfTime;
import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;

import static io.starling.acceptance.process.ProcessMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application has of Starling beside discovery works with beans that were worked
 * out ahead of time.
 */
class AheadOfTimePartsIT {

	private static final List<String> PROPERTIES = List.of("spring.application.name=ledger",
			"spring.main.web-application-type=servlet", "spring.cloud.refresh.enabled=false",
			"management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always",
			"management.endpoint.health.group.work.include=paper", "starling.health.group=work",
			"starling.health.interval=100ms", "starling.aliases=book");

	private static final ProcessMesh MESH = new ProcessMesh();

	@TempDir
	private static Path directory;

	private static AheadOfTime ledger;

	@BeforeAll
	static void compile() throws IOException {
		ledger = AheadOfTime.compile(Ledger.class, PROPERTIES, directory);
	}

	@AfterAll
	static void end() {
		MESH.close();
	}

	@Test
	void tablesAliasesHealthExplanationsAndMetersWork() {
		try (ApplicationProcess process = ledger.start("ledger", MESH.properties())) {
			URI url = process.url();
			assertThat(process.log()).contains("Starting AOT-processed Ledger");
			eventually(() -> assertThat(MESH.instances("ledger")).hasSize(1));
			eventually(() -> assertThat(MESH.instances("book")).hasSize(1));
			assertThat(ask(url, HttpMethod.PUT, "/prices/apple/40")).isEqualTo("[40]");
			eventually(() -> assertThat(MESH.mesh().snapshot().table("prices")).hasSize(1));
			assertThat(ask(url, HttpMethod.GET, "/actuator/starling")).contains("\"name\":\"prices\"");
			String instance = MESH.instances("ledger").get(0).getInstanceId();
			assertThat(ask(url, HttpMethod.GET, "/actuator/starling/explain/" + instance)).contains("findings")
				.contains(instance);
			assertThat(ask(url, HttpMethod.GET, "/actuator/metrics/starling.members")).contains("measurements");
			ask(url, HttpMethod.PUT, "/paper/false");
			eventually(() -> assertThat(MESH.instances("ledger")).isEmpty());
			ask(url, HttpMethod.PUT, "/paper/true");
			eventually(() -> assertThat(MESH.instances("ledger")).hasSize(1));
			assertThat(ask(url, HttpMethod.GET, "/actuator/health")).contains("\"status\":\"UP\"");
		}
	}

	@Test
	void registersOnlyIfItsPropertiesSaySoWhenItRuns() {
		List<String> properties = Stream.concat(MESH.properties().stream(), Stream.of("starling.register=false"))
			.toList();
		try (ApplicationProcess process = ledger.start("looker", properties)) {
			process.awaitStart();
			assertThat(process.log()).contains("Starting AOT-processed Ledger");
			eventually(() -> assertThat(MESH.mesh().snapshot().present()).hasSize(2));
			assertThat(ask(process.url(), HttpMethod.PUT, "/prices/pear/50")).isEqualTo("[50]");
			// What it wrote last is here, so its service rows would be.
			eventually(() -> assertThat(MESH.mesh().snapshot().table("prices").values())
				.anyMatch((row) -> row.id().key().equals("pear")));
			assertThat(MESH.instances("ledger")).isEmpty();
			assertThat(MESH.instances("book")).isEmpty();
			Stream.of("discoveryComposite", "reactiveDiscoveryClients")
				.map((component) -> ask(process.url(), HttpMethod.GET, "/actuator/health/" + component))
				.forEach((health) -> assertThat(health).contains("UP").doesNotContain("UNKNOWN"));
		}
	}

	private static String ask(URI url, HttpMethod method, String path) {
		return String.valueOf(RestClient.create(url.toString()).method(method).uri(path).retrieve().body(String.class));
	}

}

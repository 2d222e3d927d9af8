package io.starling.acceptance.gateway;

import java.util.List;
import java.util.stream.IntStream;

import io.starling.acceptance.process.Answering;
import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Columns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.starling.acceptance.process.ProcessMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gateway has a route to a service from its first instance to its last, calls all
 * instances that there are, and builds its routes again once for each change of the
 * catalogue, whatever else goes on in the mesh.
 */
class GatewayIT {

	/** A beat is due each 3 s. */
	private static final int MESSAGES = 8;

	private static final ProcessMesh MESH = new ProcessMesh();

	private static ApplicationProcess gateway;

	@BeforeAll
	static void start() {
		gateway = MESH.start("gateway", Gateway.class, "spring.main.web-application-type=reactive",
				"spring.cloud.gateway.server.webflux.enabled=true",
				"spring.cloud.gateway.server.webflux.discovery.locator.enabled=true");
		// It registers itself last of all, so its start is over then.
		eventually(() -> assertThat(routes()).containsExactly("gateway"));
	}

	@AfterAll
	static void end() {
		MESH.close();
	}

	@Test
	void followsAServiceFromItsFirstInstanceToItsLast() {
		int before = refreshes();
		ApplicationProcess first = startBooks();
		eventually(() -> assertThat(routes()).containsExactly("books", "gateway"));
		assertThat(refreshes()).isEqualTo(before + 1);

		ApplicationProcess second = startBooks();
		eventually(() -> assertThat(refreshes()).isEqualTo(before + 2));
		eventually(() -> assertThat(call(10)).containsOnly(pid(first), pid(second)).contains(pid(first), pid(second)));

		second.kill();
		eventually(() -> assertThat(refreshes()).isEqualTo(before + 3));
		eventually(() -> assertThat(call(10)).containsOnly(pid(first)));

		first.terminate();
		first.awaitEnd();
		eventually(() -> assertThat(routes()).containsExactly("gateway"));
		assertThat(gateway.ask("/books/pid")).isEqualTo("failed with 404 NOT_FOUND");
		assertThat(refreshes()).isEqualTo(before + 4);
	}

	@Test
	void leavesItsRoutesAloneWhileTheCatalogueStaysTheSame() {
		eventually(() -> assertThat(routes()).containsExactly("gateway"));
		int before = refreshes();
		for (int i = 0; i < MESSAGES; i++) {
			MESH.mesh().put("weather", "here", Columns.EMPTY.with("degrees", String.valueOf(i))).join();
			long heard = MESH.mesh().count(Activity.MESSAGES_IN);
			eventually(() -> assertThat(MESH.mesh().count(Activity.MESSAGES_IN)).isGreaterThan(heard));
		}
		assertThat(refreshes()).isEqualTo(before);
	}

	private static ApplicationProcess startBooks() {
		return MESH.start("books", Answering.class, "spring.main.web-application-type=servlet");
	}

	private static List<String> routes() {
		return gateway.ask("/routes").lines().sorted().toList();
	}

	private static int refreshes() {
		return Integer.parseInt(gateway.ask("/refreshes"));
	}

	private static List<String> call(int times) {
		return IntStream.range(0, times).mapToObj((i) -> gateway.ask("/books/pid")).toList();
	}

	private static String pid(ApplicationProcess process) {
		return String.valueOf(process.pid());
	}

}

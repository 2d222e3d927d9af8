package io.starling.acceptance.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.starling.acceptance.process.AheadOfTime;
import io.starling.acceptance.process.Answering;
import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.starling.acceptance.process.ProcessMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose beans are worked out ahead of time, as for a native image. The
 * load balancers' contexts have to be known then.
 */
class AheadOfTimeIT {

	private static final List<String> PROPERTIES = List.of("spring.application.name=shop",
			"spring.main.web-application-type=servlet", "spring.cloud.refresh.enabled=false",
			"spring.cloud.loadbalancer.eager-load.clients=inventory");

	@TempDir
	private Path directory;

	@Test
	void findsAndCallsOthers() throws IOException {
		try (ProcessMesh mesh = new ProcessMesh()) {
			ApplicationProcess inventory = mesh.start("inventory", Answering.class,
					"spring.main.web-application-type=servlet");
			AheadOfTime ahead = AheadOfTime.compile(ServletShop.class, PROPERTIES, this.directory);
			try (ApplicationProcess shop = ahead.start("shop", mesh.properties())) {
				assertThat(shop.url()).isNotNull();
				assertThat(shop.log()).contains("Starting AOT-processed ServletShop");
				Stream.of("/feign", "/rest-client", "/http-interface")
					.map(shop.url()::resolve)
					.forEach((way) -> eventually(
							() -> assertThat(ApplicationProcess.ask(way)).isEqualTo(String.valueOf(inventory.pid()))));
			}
		}
	}

}

package io.starling.acceptance.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.starling.acceptance.process.ProcessMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications find their config server in the mesh, wherever it runs at that time, and
 * have their properties from it before they have a context.
 */
class ConfigIT {

	@TempDir
	private Path files;

	@Test
	void isServedByWhicheverServerIsInTheMesh() throws IOException {
		Path file = this.files.resolve("shop.properties");
		Files.writeString(file, "greeting=hello\nserver.servlet.context-path=/told\n");
		try (ProcessMesh mesh = new ProcessMesh()) {
			ApplicationProcess server = startServer(mesh);
			ApplicationProcess shop = startShop(mesh);
			assertThat(shop.ask("/told/greeting")).isEqualTo("hello");
			eventually(() -> assertThat(mesh.instances("shop")).hasSize(1));
			// This test, the server, and the shop as one and the same from its start on.
			assertThat(mesh.mesh().snapshot().members()).hasSize(3);

			server.kill();
			eventually(() -> assertThat(mesh.instances("configserver")).isEmpty());
			Files.writeString(file, "greeting=hello again\n");
			ApplicationProcess next = startServer(mesh);
			ApplicationProcess later = startShop(mesh);
			assertThat(later.ask("/greeting")).isEqualTo("hello again");
			assertThat(next.url()).isNotEqualTo(server.url());
		}
	}

	private ApplicationProcess startServer(ProcessMesh mesh) {
		return mesh.start("configserver", ConfigServer.class, "spring.main.web-application-type=servlet",
				"spring.profiles.active=native",
				"spring.cloud.config.server.native.search-locations=" + this.files.toUri());
	}

	/** Does not wait for the server: the shop does. */
	private static ApplicationProcess startShop(ProcessMesh mesh) {
		return mesh.start("shop", Configured.class, "spring.main.web-application-type=servlet",
				"spring.cloud.config.enabled=true", "spring.cloud.config.discovery.enabled=true",
				"spring.config.import=configserver:", "starling.bootstrap-timeout=60s");
	}

}

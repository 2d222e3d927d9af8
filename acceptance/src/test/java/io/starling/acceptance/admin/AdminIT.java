package io.starling.acceptance.admin;

import java.util.List;
import java.util.regex.Pattern;

import io.starling.acceptance.process.Answering;
import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import org.junit.jupiter.api.Test;

import static io.starling.acceptance.process.ProcessMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Boot Admin finds each application's actuator by what Starling tells of it,
 * wherever that is, and forgets who has gone.
 */
class AdminIT {

	/** The second of its ports. */
	private static final Pattern MANAGEMENT_PORT = Pattern.compile("(?s)started on port .*started on port (\\d+)");

	@Test
	void watchesApplicationsWhereTheirActuatorsAreAndWhileTheyRun() {
		try (ProcessMesh mesh = new ProcessMesh()) {
			ApplicationProcess admin = mesh.start("admin", AdminServer.class,
					"spring.main.web-application-type=servlet");
			ApplicationProcess usual = mesh.start("usual", Answering.class, "spring.main.web-application-type=servlet");
			ApplicationProcess apart = mesh.start("apart", Answering.class, "spring.main.web-application-type=servlet",
					"management.server.port=0", "management.server.address=127.0.0.1",
					"management.server.base-path=/manage");
			ApplicationProcess told = mesh.start("told", Answering.class, "spring.main.web-application-type=servlet",
					"starling.metadata[management.address]=localhost",
					"starling.metadata[health.path]=health/liveness");
			String port = apart.said(MANAGEMENT_PORT).group(1);
			Watched itself = watched("admin", admin.url() + "/actuator", "/health");
			Watched first = watched("usual", usual.url() + "/actuator", "/health");
			Watched second = watched("apart", "http://127.0.0.1:" + port + "/manage/actuator", "/health");
			Watched third = watched("told", "http://localhost:" + told.url().getPort() + "/actuator",
					"/health/liveness");
			eventually(() -> assertThat(watched(admin)).containsExactlyInAnyOrder(itself, first, second, third));

			usual.terminate();
			eventually(() -> assertThat(watched(admin)).containsExactlyInAnyOrder(itself, second, third));
			apart.kill();
			eventually(() -> assertThat(watched(admin)).containsExactlyInAnyOrder(itself, third));
		}
	}

	private static Watched watched(String name, String managementUrl, String health) {
		return new Watched(name, "UP", managementUrl, managementUrl + health);
	}

	private static List<Watched> watched(ApplicationProcess admin) {
		return Watched.all(admin.ask("/instances"));
	}

}

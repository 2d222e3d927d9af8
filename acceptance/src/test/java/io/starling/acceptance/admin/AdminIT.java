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
			String port = apart.said(MANAGEMENT_PORT).group(1);
			Watched itself = new Watched("admin", "UP", admin.url() + "/actuator");
			Watched first = new Watched("usual", "UP", usual.url() + "/actuator");
			Watched second = new Watched("apart", "UP", "http://127.0.0.1:" + port + "/manage/actuator");
			eventually(() -> assertThat(watched(admin)).containsExactlyInAnyOrder(itself, first, second));

			usual.terminate();
			eventually(() -> assertThat(watched(admin)).containsExactlyInAnyOrder(itself, second));
			apart.kill();
			eventually(() -> assertThat(watched(admin)).containsExactly(itself));
		}
	}

	private static List<Watched> watched(ApplicationProcess admin) {
		return Watched.all(admin.ask("/instances"));
	}

}

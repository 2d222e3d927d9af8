package io.starling.acceptance.registries;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.starling.acceptance.process.Answering;
import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import org.junit.jupiter.api.Test;

import static io.starling.acceptance.process.ProcessMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with Eureka and Starling are in both and find through either, through both
 * together as one, and through Starling when Eureka's server is gone.
 */
class RegistriesIT {

	private static final String SERVLET = "spring.main.web-application-type=servlet";

	@Test
	void findThroughEitherAndTogetherAndWithoutEurekasServer() {
		try (ProcessMesh mesh = new ProcessMesh()) {
			ApplicationProcess server = mesh.start("eureka", EurekaServer.class, SERVLET, "starling.enabled=false",
					"eureka.client.enabled=true", "eureka.client.register-with-eureka=false",
					"eureka.client.fetch-registry=false", "eureka.instance.hostname=localhost",
					"eureka.server.use-read-only-response-cache=false");
			ApplicationProcess young = mesh.start("answering", Answering.class, SERVLET);
			ApplicationProcess both = startWithEureka(mesh, server, "answering", Answering.class);
			ApplicationProcess old = startWithEureka(mesh, server, "answering", Answering.class,
					"starling.enabled=false");
			ApplicationProcess finder = startWithEureka(mesh, server, "finder", Finder.class, "starling.union=true");
			eventually(() -> assertThat(find(finder, "starling")).containsExactlyInAnyOrder(both.url(), young.url()));
			eventually(() -> assertThat(find(finder, "eureka")).containsExactlyInAnyOrder(both.url(), old.url()));
			eventually(() -> assertThat(find(finder, "all")).containsExactlyInAnyOrder(both.url(), old.url(),
					young.url()));

			server.kill();
			ApplicationProcess late = startWithEureka(mesh, server, "answering", Answering.class);
			eventually(() -> assertThat(find(finder, "starling")).containsExactlyInAnyOrder(both.url(), young.url(),
					late.url()));
			assertThat(find(finder, "all")).containsExactlyInAnyOrder(both.url(), old.url(), young.url(), late.url());
		}
	}

	// Addresses as in the mesh, all on loopback. Of Eureka's HTTP clients, the one that
	// its
	// starter for clients brings.
	private static ApplicationProcess startWithEureka(ProcessMesh mesh, ApplicationProcess server, String name,
			Class<?> main, String... more) {
		List<String> properties = new ArrayList<>(List.of(SERVLET, "eureka.client.enabled=true",
				"eureka.client.service-url.defaultZone=" + server.url() + "/eureka/",
				"eureka.client.registry-fetch-interval-seconds=1",
				"eureka.client.initial-instance-info-replication-interval-seconds=1",
				"eureka.client.jersey.enabled=false", "eureka.instance.prefer-ip-address=true",
				"eureka.instance.ip-address=127.0.0.1", "eureka.instance.instance-id=${random.uuid}"));
		properties.addAll(List.of(more));
		return mesh.start(name, main, properties.toArray(String[]::new));
	}

	private static List<URI> find(ApplicationProcess finder, String way) {
		return finder.ask("/" + way + "/answering").lines().map(URI::create).toList();
	}

}

package io.starling.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.starling.mesh.Mesh;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Row;
import io.starling.spring.discovery.ServiceRow;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Real applications in a mesh of their own, on loopback and random ports.
 */
public final class TestMesh implements AutoCloseable {

	private final String name = "test-" + UUID.randomUUID();

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	/** The properties that put an application into this mesh. */
	public String[] properties(String... more) {
		List<String> all = new ArrayList<>(List.of("starling.mesh=" + this.name, "starling.port=0",
				"starling.seeds=" + seeds(), "starling.drain.linger=0ms", "server.port=0",
				"management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always"));
		all.addAll(List.of(more));
		return all.toArray(String[]::new);
	}

	public ConfigurableApplicationContext start(String application, Class<?> source, String... properties) {
		return start(application, source, WebApplicationType.SERVLET, properties);
	}

	public ConfigurableApplicationContext start(String application, Class<?> source, WebApplicationType type,
			String... properties) {
		// Default properties would give way to what the test's application.properties
		// say.
		String[] arguments = properties(properties);
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = "--" + arguments[i];
		}
		ConfigurableApplicationContext context = new SpringApplicationBuilder(source).web(type)
			.properties("spring.application.name=" + application)
			.run(arguments);
		this.applications.add(context);
		return context;
	}

	public static Mesh mesh(ConfigurableApplicationContext application) {
		return application.getBean(Mesh.class);
	}

	/** The rows of the service table that an application sees. */
	public static List<ServiceRow> rows(Mesh mesh) {
		return mesh.snapshot().table(ServiceRow.TABLE).values().stream().map(TestMesh::read).toList();
	}

	public static int port(ConfigurableApplicationContext application) {
		return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	/** Waits, generously, until something holds. */
	public static void eventually(ThrowingRunnable assertion) {
		Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
	}

	private static ServiceRow read(Row row) {
		try {
			return ServiceRow.of(Columns.decode(row.state()));
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private String seeds() {
		return String.join(",",
				this.applications.stream()
					.filter(ConfigurableApplicationContext::isActive)
					.map((application) -> mesh(application).self().endpoint().toString())
					.toList());
	}

	@Override
	public void close() {
		this.applications.forEach(ConfigurableApplicationContext::close);
	}

}

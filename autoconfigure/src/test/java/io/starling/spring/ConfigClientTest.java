package io.starling.spring;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshStatus;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.StarlingDiscoveryClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import static io.starling.spring.TestMesh.eventually;
import static io.starling.spring.TestMesh.mesh;
import static io.starling.spring.TestMesh.rows;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud Config's client finds its server in the mesh, before its context exists.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigClientTest {

	private static final String[] DISCOVERY_FIRST = { "spring.config.import=optional:configserver:",
			"spring.cloud.config.discovery.enabled=true", "spring.cloud.config.discovery.service-id=settings" };

	private final TestMesh meshes = new TestMesh();

	@AfterEach
	void stop() {
		this.meshes.close();
	}

	@Test
	void hasItsPropertiesFromAServerThatTheMeshKnows() {
		ConfigurableApplicationContext server = this.meshes.start("settings", Server.class);
		eventually(() -> assertThat(rows(mesh(server))).hasSize(1));
		ConfigurableApplicationContext client = this.meshes.start("client", Client.class, WebApplicationType.NONE,
				DISCOVERY_FIRST);
		assertThat(client.getEnvironment().getProperty("greeting")).isEqualTo("hello, client");
		eventually(() -> assertThat(rows(mesh(server))).extracting(ServiceRow::serviceId).contains("client"));
		// The member that looked for the server is the one that the application is.
		assertThat(mesh(server).snapshot().all()).hasSize(2);
		Mesh mesh = mesh(client);
		client.close();
		assertThat(mesh.status().condition()).isEqualTo(MeshStatus.Condition.LEFT);
	}

	@Test
	void asksWhereAndAsWhomTheServersMetadataSays() {
		ConfigurableApplicationContext server = this.meshes.start("settings", Server.class,
				"server.servlet.context-path=/config", "starling.metadata.configPath=/config",
				"starling.metadata.user=reader", "starling.metadata.password=secret");
		eventually(() -> assertThat(rows(mesh(server))).hasSize(1));
		ConfigurableApplicationContext client = this.meshes.start("client", Client.class, WebApplicationType.NONE,
				DISCOVERY_FIRST);
		assertThat(client.getEnvironment().getProperty("asked.as"))
			.isEqualTo("Basic " + HttpHeaders.encodeBasicAuth("reader", "secret", null));
	}

	@Test
	void knowsTheServerStillWhenItIsReady() {
		ConfigurableApplicationContext server = this.meshes.start("settings", Server.class);
		eventually(() -> assertThat(rows(mesh(server))).hasSize(1));
		ConfigurableApplicationContext client = this.meshes.start("client", Client.class, WebApplicationType.NONE,
				DISCOVERY_FIRST);
		assertThat(client.getBean(Client.class).knownWhenReady).containsExactly("settings");
	}

	@Test
	void startsWithoutAServerThatIsOptionalAndSaysSo(CapturedOutput output) {
		String[] properties = { DISCOVERY_FIRST[0], DISCOVERY_FIRST[1], DISCOVERY_FIRST[2],
				"starling.bootstrap-timeout=50ms" };
		ConfigurableApplicationContext client = this.meshes.start("client", Client.class, WebApplicationType.NONE,
				properties);
		assertThat(client.getEnvironment().getProperty("greeting")).isNull();
		assertThat(mesh(client).status().condition()).isEqualTo(MeshStatus.Condition.ALONE);
		ConfigurableApplicationContext other = this.meshes.start("other", Client.class, WebApplicationType.NONE);
		eventually(() -> assertThat(rows(mesh(client))).extracting(ServiceRow::serviceId).contains("other"));
		assertThat(mesh(other).snapshot().present()).hasSize(2);
		assertThat(output).contains("No instance of settings was found").contains("starling.bootstrap-timeout");
	}

	@Test
	void joinsOnlyOnceItsContextDoesWhereDiscoveryComesSecond() {
		ConfigurableApplicationContext client = this.meshes.start("client", Client.class, WebApplicationType.NONE,
				"spring.config.import=optional:configserver:http://127.0.0.1:1");
		assertThat(client.getBeanFactory().containsBeanDefinition("starlingMesh")).isTrue();
	}

	/** Answers as a config server does. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Server {

		@GetMapping("/{application}/{profile}")
		Map<String, Object> environment(@PathVariable String application, @PathVariable String profile,
				@RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "nobody") String authorization) {
			Map<String, String> source = Map.of("greeting", "hello, " + application, "asked.as", authorization);
			return Map.of("name", application, "profiles", List.of(profile), "propertySources",
					List.of(Map.of("name", "memory", "source", source)));
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

		private final List<String> knownWhenReady = new CopyOnWriteArrayList<>();

		@EventListener
		void ready(ApplicationReadyEvent event) {
			// Consul's client, which is on the class path, too, would look for its agent.
			DiscoveryClient client = event.getApplicationContext().getBean(StarlingDiscoveryClient.class);
			this.knownWhenReady.addAll(client.getServices());
		}

	}

}

package io.starling.spring.autoconfigure.container;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Endpoint;
import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.autoconfigure.StarlingConnectionDetails;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.lifecycle.DockerComposeServicesReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The wiring is Spring Boot's; no container engine is asked for anything.
 */
class ContainerSeedsTest {

	private static final String LABEL = "org.springframework.boot.service-connection";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(StarlingAutoConfiguration.class, ServiceConnectionAutoConfiguration.class))
		.withPropertyValues("starling.mesh=test-" + UUID.randomUUID(), "starling.port=0",
				"starling.seeds=127.0.0.1:1,127.0.0.2");

	@Test
	void areThePropertysWhereThereIsNoContainer() {
		this.runner.run((context) -> seedsAre(context, new Endpoint("127.0.0.1", 1), new Endpoint("127.0.0.2", 7946)));
	}

	@Test
	void areThoseOfABeanInstead() {
		this.runner.withBean("mine", StarlingConnectionDetails.class, () -> () -> List.of(new Endpoint("127.0.0.3", 2)))
			.run((context) -> seedsAre(context, new Endpoint("127.0.0.3", 2)));
	}

	@Test
	void areTheContainersOfTestcontainersThatAreCalledSo() {
		this.runner.withUserConfiguration(Containers.class)
			.run((context) -> seedsAre(context, new Endpoint("127.0.0.4", 17946)));
	}

	@Test
	void areTheServicesOfDockerComposeThatAreLabelledSo() {
		this.runner
			.withInitializer((context) -> composeIsReady(context,
					new Service("inventory", Map.of(LABEL, "starling"), 20001),
					new Service("orders", Map.of(LABEL, "starling"), 20002), new Service("other", Map.of(), 20003)))
			.run((context) -> seedsAre(context, new Endpoint("127.0.0.5", 20001), new Endpoint("127.0.0.5", 20002)));
	}

	@Test
	void areThePropertysWhereNoServiceOfDockerComposeIsLabelledSo() {
		this.runner.withInitializer((context) -> composeIsReady(context, new Service("other", Map.of(), 20003)))
			.run((context) -> seedsAre(context, new Endpoint("127.0.0.1", 1), new Endpoint("127.0.0.2", 7946)));
	}

	private static void seedsAre(ApplicationContext context, Endpoint... seeds) {
		assertThat(context.getBean(MeshSettings.class).seeds()).containsExactlyInAnyOrder(seeds);
	}

	// As Spring Boot does it once all services run; both classes are for itself only.
	@SuppressWarnings("unchecked")
	private static void composeIsReady(ApplicationContext context, RunningService... services) {
		Class<?> listener = ClassUtils.resolveClassName("org.springframework.boot.docker.compose.service.connection"
				+ ".DockerComposeServiceConnectionsApplicationListener", null);
		Constructor<DockerComposeServicesReadyEvent> event = BeanUtils
			.getResolvableConstructor(DockerComposeServicesReadyEvent.class);
		((ApplicationListener<DockerComposeServicesReadyEvent>) BeanUtils.instantiateClass(listener))
			.onApplicationEvent(BeanUtils.instantiateClass(event, context, List.of(services)));
	}

	@Configuration(proxyBeanMethods = false)
	static class Containers {

		@Bean
		@ServiceConnection("starling")
		StubbedContainer seed() {
			return new StubbedContainer(17946);
		}

		@Bean
		StubbedContainer other() {
			return new StubbedContainer(17947);
		}

	}

	static final class StubbedContainer extends GenericContainer<StubbedContainer> {

		private final int port;

		private boolean started;

		StubbedContainer(int port) {
			super(DockerImageName.parse("registry.example/orders:1"));
			this.port = port;
		}

		@Override
		public String getDockerImageName() {
			return "registry.example/orders:1";
		}

		@Override
		public String getHost() {
			return "127.0.0.4";
		}

		@Override
		public Integer getMappedPort(int originalPort) {
			assertThat(this.started).isTrue();
			assertThat(originalPort).isEqualTo(MeshSettings.DEFAULT_PORT);
			return this.port;
		}

		@Override
		public void start() {
			this.started = true;
		}

		@Override
		public void stop() {
			this.started = false;
		}

	}

	private record Service(String name, Map<String, String> labels, int port) implements RunningService {

		@Override
		public ImageReference image() {
			return ImageReference.of("registry.example/orders:1");
		}

		@Override
		public String host() {
			return "127.0.0.5";
		}

		@Override
		public ConnectionPorts ports() {
			return new ConnectionPorts() {

				@Override
				public int get(int containerPort) {
					assertThat(containerPort).isEqualTo(MeshSettings.DEFAULT_PORT);
					return Service.this.port;
				}

				@Override
				public List<Integer> getAll() {
					return List.of(Service.this.port);
				}

				@Override
				public List<Integer> getAll(String protocol) {
					return getAll();
				}

			};
		}

		@Override
		public Map<String, String> env() {
			return Map.of();
		}

	}

}

package io.starling.spring;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshStatus;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static io.starling.spring.TestMesh.eventually;
import static io.starling.spring.TestMesh.mesh;
import static io.starling.spring.TestMesh.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * When the row says what, from the start of an application to its end.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationLifecycleTest {

	private final TestMesh meshes = new TestMesh();

	@AfterEach
	void stop() {
		this.meshes.close();
	}

	@Test
	void isUpOnlyAfterTheRunnersAndGoneBeforeTheServerStops() {
		ConfigurableApplicationContext application = this.meshes.start("orders", Witness.class);
		List<String> seen = application.getBean(Witness.class).seen;
		eventually(() -> assertThat(rows(mesh(application))).extracting(ServiceRow::status)
			.containsExactly(ServiceStatus.UP));
		application.close();
		assertThat(seen).containsExactly("registered", "runner: [STARTING], listed: 0",
				"before the server stops: [], answers alive");
	}

	@Test
	void followsReadiness() {
		ConfigurableApplicationContext application = this.meshes.start("orders", Plain.class, WebApplicationType.NONE);
		DiscoveryClient client = application.getBean(DiscoveryClient.class);
		eventually(() -> assertThat(client.getInstances("orders")).hasSize(1));
		AvailabilityChangeEvent.publish(application, ReadinessState.REFUSING_TRAFFIC);
		eventually(() -> assertThat(client.getInstances("orders")).isEmpty());
		assertThat(rows(mesh(application))).extracting(ServiceRow::status).containsExactly(ServiceStatus.DRAINING);
		AvailabilityChangeEvent.publish(application, ReadinessState.ACCEPTING_TRAFFIC);
		eventually(() -> assertThat(client.getInstances("orders")).hasSize(1));
	}

	@Test
	void comesBackAfterAStopAndAStartOfTheContextWithoutLeavingTheMesh() {
		ConfigurableApplicationContext application = this.meshes.start("orders", Plain.class, WebApplicationType.NONE);
		DiscoveryClient client = application.getBean(DiscoveryClient.class);
		eventually(() -> assertThat(client.getInstances("orders")).hasSize(1));
		application.stop();
		eventually(() -> assertThat(client.getInstances("orders")).isEmpty());
		assertThat(mesh(application).status().condition()).isNotEqualTo(MeshStatus.Condition.LEFT);
		application.start();
		eventually(() -> assertThat(client.getInstances("orders")).hasSize(1));
	}

	@Test
	void knowsTheOthersWhereAListenerForItsReadinessWaitsForThem() {
		ConfigurableApplicationContext shop = this.meshes.start("shop", Plain.class, WebApplicationType.NONE);
		eventually(() -> assertThat(shop.getBean(DiscoveryClient.class).getServices()).containsExactly("shop"));
		ConfigurableApplicationContext application = this.meshes.start("orders", Patient.class,
				WebApplicationType.NONE);
		assertThat(application.getBean(Patient.class).known).containsExactly("shop");
	}

	@Test
	void saysGoodbyeLast() {
		ConfigurableApplicationContext application = this.meshes.start("orders", Plain.class, WebApplicationType.NONE);
		Mesh mesh = mesh(application);
		application.close();
		assertThat(mesh.status().condition()).isEqualTo(MeshStatus.Condition.LEFT);
	}

	@Test
	void lazyInitializationChangesNothing() {
		ConfigurableApplicationContext application = this.meshes.start("orders", Plain.class, WebApplicationType.NONE,
				"spring.main.lazy-initialization=true");
		eventually(() -> assertThat(application.getBean(DiscoveryClient.class).getInstances("orders")).hasSize(1));
	}

	@Test
	void isReachedAtTheAddressThatIsAdvertisedAndTheLogShowsIt(CapturedOutput output) {
		ConfigurableApplicationContext application = this.meshes.start("orders", Plain.class, WebApplicationType.NONE,
				"starling.advertised-address=localhost");
		assertThat(rows(mesh(application))).extracting(ServiceRow::host).containsExactly("localhost");
		assertThat(output).contains(mesh(application).self().id().toShortString() + " at localhost:")
			.contains("listening on 127.0.0.1");
	}

	@Test
	void isReachedAtAnIpv6Address() throws SocketException {
		assumeThat(hasIpv6Loopback()).isTrue();
		this.meshes.start("shop", Plain.class, WebApplicationType.NONE, "starling.bind-address=::1");
		ConfigurableApplicationContext application = this.meshes.start("orders", Witness.class,
				"starling.bind-address=::1", "server.address=::1");
		DiscoveryClient client = application.getBean(DiscoveryClient.class);
		eventually(() -> assertThat(client.getServices()).containsExactly("orders", "shop"));
		String uri = client.getInstances("orders").get(0).getUri() + "/alive";
		assertThat(uri).startsWith("http://[::1]:");
		assertThat(RestClient.create(uri).get().retrieve().body(String.class)).isEqualTo("alive");
	}

	@Test
	void isReachedWhereItListensOnAllAddressesOfIpv6() throws SocketException {
		assumeThat(hasIpv6Loopback()).as("this machine has ::1").isTrue();
		String[] wildcard = { "starling.bind-address=::", "starling.advertised-address=::1", "server.address=::" };
		ConfigurableApplicationContext application = this.meshes.start("orders", Witness.class, wildcard);
		ConfigurableApplicationContext other = this.meshes.start("shop", Plain.class, WebApplicationType.NONE,
				"starling.bind-address=::1");
		DiscoveryClient client = other.getBean(DiscoveryClient.class);
		eventually(() -> assertThat(client.getServices()).containsExactly("orders", "shop"));
		String uri = client.getInstances("orders").get(0).getUri() + "/alive";
		assertThat(uri).startsWith("http://[::1]:");
		assertThat(RestClient.create(uri).get().retrieve().body(String.class)).isEqualTo("alive");
		assertThat(mesh(application).self().endpoint().host()).isEqualTo("::1");
	}

	@Test
	void needsNoConfigurationOnOneMachine() {
		String fence = "--starling.mesh=" + UUID.randomUUID();
		try (ConfigurableApplicationContext first = runUnconfigured("first", fence);
				ConfigurableApplicationContext second = runUnconfigured("second", fence)) {
			findBoth(first);
			findBoth(second);
		}
	}

	// Nothing but the fence, which keeps other tests' applications out.
	private static ConfigurableApplicationContext runUnconfigured(String name, String fence) {
		return new SpringApplicationBuilder(Plain.class).web(WebApplicationType.NONE)
			.run("--spring.application.name=" + name, fence);
	}

	private static void findBoth(ConfigurableApplicationContext application) {
		DiscoveryClient client = application.getBean(DiscoveryClient.class);
		eventually(() -> assertThat(client.getServices()).containsExactly("first", "second"));
	}

	private static boolean hasIpv6Loopback() throws SocketException {
		return NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.anyMatch((address) -> address instanceof Inet6Address && address.isLoopbackAddress());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Witness {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		@GetMapping("/alive")
		String alive() {
			return "alive";
		}

		@EventListener
		void registered(InstanceRegisteredEvent<?> event) {
			this.seen.add("registered");
		}

		@Bean
		ApplicationRunner runner(Mesh mesh, DiscoveryClient client) {
			return (arguments) -> this.seen
				.add("runner: " + statuses(mesh) + ", listed: " + client.getInstances("orders").size());
		}

		@Bean
		SmartLifecycle beforeTheServerStops(Mesh mesh, Environment environment) {
			return new StopWitness(() -> {
				String url = "http://127.0.0.1:" + environment.getProperty("local.server.port") + "/alive";
				this.seen.add("before the server stops: " + statuses(mesh) + ", answers "
						+ RestClient.create(url).get().retrieve().body(String.class));
			});
		}

		private static List<ServiceStatus> statuses(Mesh mesh) {
			return rows(mesh).stream().map(ServiceRow::status).toList();
		}

	}

	/** Starts no further before it knows somebody. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Patient {

		private final List<String> known = new CopyOnWriteArrayList<>();

		@EventListener
		void ready(ApplicationReadyEvent event) {
			DiscoveryClient client = event.getApplicationContext().getBean(DiscoveryClient.class);
			eventually(() -> assertThat(client.getServices()).isNotEmpty());
			this.known.addAll(client.getServices());
		}

	}

	/** Stops right before the web server begins its graceful shutdown. */
	private static final class StopWitness implements SmartLifecycle {

		private final Runnable atStop;

		private boolean running;

		StopWitness(Runnable atStop) {
			this.atStop = atStop;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.atStop.run();
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return Integer.MAX_VALUE - 1023;
		}

	}

}

package io.starling.spring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.starling.mesh.MeshSettings;
import io.starling.spring.autoconfigure.MeshSettingsCustomizer;
import io.starling.spring.registration.AdditionalService;
import io.starling.spring.registration.DrainedEvent;
import io.starling.spring.registration.RegistrationCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;
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

/**
 * What applications offer beside the usual, and how they hand their requests over.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationRegistrationTest {

	private final TestMesh meshes = new TestMesh();

	@AfterEach
	void stop() {
		this.meshes.close();
	}

	@Test
	void servesUntilAllOthersHaveConfirmedThatItDrains(CapturedOutput output) {
		ConfigurableApplicationContext shop = this.meshes.start("shop", Plain.class, WebApplicationType.NONE);
		ConfigurableApplicationContext orders = this.meshes.start("orders", DrainWitness.class);
		DiscoveryClient client = shop.getBean(DiscoveryClient.class);
		eventually(() -> assertThat(client.getInstances("orders")).hasSize(1));
		List<String> seen = orders.getBean(DrainWitness.class).seen;
		orders.close();
		assertThat(output).contains("Draining: 1 of 1 other members confirmed");
		assertThat(seen).containsExactly("drained, answers alive");
		assertThat(client.getInstances("orders")).isEmpty();
	}

	@Test
	void offersFurtherServicesOfItsOwn() {
		ConfigurableApplicationContext orders = this.meshes.start("orders", Offering.class, "starling.aliases=stock");
		DiscoveryClient client = orders.getBean(DiscoveryClient.class);
		eventually(() -> assertThat(client.getServices()).containsExactly("orders", "orders-grpc", "stock"));
		assertThat(client.getInstances("stock").get(0).getPort()).isEqualTo(TestMesh.port(orders));
		assertThat(client.getInstances("orders-grpc").get(0).getPort()).isEqualTo(9090);
		assertThat(client.getInstances("orders").get(0).getMetadata()).containsEntry("customized", "yes");
		assertThat(mesh(orders).self().zone()).isEqualTo("customized");
		AvailabilityChangeEvent.publish(orders, ReadinessState.REFUSING_TRAFFIC);
		eventually(() -> assertThat(client.getServices()).isEmpty());
	}

	@Test
	void growsToItsFullWeightWhereASlowStartIsWanted() {
		ConfigurableApplicationContext orders = this.meshes.start("orders", Plain.class, WebApplicationType.NONE,
				"starling.slow-start=2s");
		Set<String> weights = new LinkedHashSet<>();
		eventually(() -> {
			rows(mesh(orders)).forEach((row) -> weights.add(row.metadata().getOrDefault("weight", "none")));
			assertThat(weights).last().isEqualTo("10");
		});
		assertThat(weights).hasSizeGreaterThan(2).contains("1");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class DrainWitness {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private final Environment environment;

		DrainWitness(Environment environment) {
			this.environment = environment;
		}

		@GetMapping("/alive")
		String alive() {
			return "alive";
		}

		@EventListener
		void drained(DrainedEvent event) {
			String url = "http://127.0.0.1:" + this.environment.getProperty("local.server.port") + "/alive";
			this.seen.add("drained, answers " + RestClient.create(url).get().retrieve().body(String.class));
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Offering {

		@Bean
		AdditionalService grpc() {
			return AdditionalService.at("orders-grpc", () -> 9090);
		}

		@Bean
		RegistrationCustomizer registrationCustomizer() {
			return (registration) -> registration.getMetadata().put("customized", "yes");
		}

		@Bean
		MeshSettingsCustomizer meshCustomizer() {
			return (settings) -> new MeshSettings(settings.name(), settings.bindAddress(), settings.firstPort(),
					settings.lastPort(), settings.advertisedHost(), settings.advertisedPort(), settings.seeds(),
					"customized", settings.protocol(), settings.knownPeersDirectory());
		}

	}

}

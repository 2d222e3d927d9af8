package io.starling.spring;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.starling.spring.discovery.InstanceChangedEvent;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import io.starling.spring.discovery.StarlingDiscoveryClient;
import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.support.TestPropertySourceUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static io.starling.spring.TestMesh.eventually;
import static io.starling.spring.TestMesh.mesh;
import static io.starling.spring.TestMesh.port;
import static io.starling.spring.TestMesh.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Real applications that find and call each other.
 */
class ApplicationsTest {

	private static final TestMesh MESH = new TestMesh();

	private static ConfigurableApplicationContext shop;

	private static ConfigurableApplicationContext orders;

	@BeforeAll
	static void startTwoApplications() {
		shop = MESH.start("shop", Shop.class);
		orders = MESH.start("Orders", Orders.class, "starling.metadata.weight=3", "starling.zone=z1");
		awaitOrders(1);
	}

	@AfterAll
	static void stop() {
		MESH.close();
	}

	@Test
	void findEachOtherWithRandomPortsAndWhatTheySayOfThemselves() {
		ServiceInstance instance = client(shop).getInstances("orders").get(0);
		assertThat(instance.getServiceId()).isEqualTo("Orders");
		assertThat(instance.getInstanceId()).isEqualTo("Orders:" + mesh(orders).self().id());
		assertThat(instance.getUri()).hasToString("http://127.0.0.1:" + port(orders));
		assertThat(instance.getMetadata()).containsEntry("weight", "3").containsEntry("zone", "z1");
		eventually(() -> assertThat(client(orders).getServices()).contains("Orders", "shop"));
	}

	@Test
	void callEachOtherThroughALoadBalancer() {
		RestClient.Builder builder = shop.getBean(RestClient.Builder.class);
		assertThat(builder.build().get().uri("http://orders/hello").retrieve().body(String.class))
			.isEqualTo("hello from " + port(orders));
	}

	@Test
	void areToldOfChangesAndOnlyOfChanges() {
		List<Object> heard = shop.getBean(Shop.class).heartbeats;
		awaitHeartbeats(heard);
		int before = heard.size();
		List<String> instances = shop.getBean(Shop.class).instances;
		assertThat(instances).contains("ADDED Orders");
		ConfigurableApplicationContext billing = MESH.start("billing", Worker.class, WebApplicationType.NONE);
		eventually(() -> assertThat(client(shop).getServices()).contains("billing"));
		eventually(() -> assertThat(heard).hasSize(before + 1));
		billing.close();
		eventually(() -> assertThat(heard).hasSize(before + 2).doesNotHaveDuplicates());
		assertThat(instances).filteredOn((change) -> change.endsWith(" billing"))
			.containsExactly("ADDED billing", "REMOVED billing");
	}

	@Test
	void joinWithoutAWebServer() {
		ConfigurableApplicationContext worker = MESH.start("worker", Worker.class, WebApplicationType.NONE);
		eventually(() -> assertThat(client(shop).getInstances("worker")).singleElement()
			.satisfies((instance) -> assertThat(instance.getPort()).isZero()));
		worker.close();
		eventually(() -> assertThat(client(shop).getInstances("worker")).isEmpty());
	}

	@Test
	void areGoneFromEveryListOnceTheyStop() {
		ConfigurableApplicationContext second = MESH.start("Orders", Orders.class);
		awaitOrders(2);
		second.close();
		awaitOrders(1);
		eventually(() -> assertThat(client(orders).getInstances("orders")).hasSize(1));
	}

	@Test
	void canBeTakenOutAndPutBackByAnOperator() {
		status("{\"status\":\"OUT_OF_SERVICE\"}");
		awaitOrders(0);
		assertThat(get("serviceregistry")).containsEntry("status", "OUT_OF_SERVICE");
		status("{\"status\":\"UP\"}");
		awaitOrders(1);
		assertThat(get("serviceregistry")).isEqualTo(Map.of("status", "UP"));
		assertThat(status("{\"status\":\"AWAY\"}").getStatusCode().value()).isEqualTo(400);
	}

	@Test
	void reportTheirHealth() {
		Map<String, Object> health = get("health");
		assertThat(health).containsEntry("status", "UP");
		Map<?, ?> components = (Map<?, ?>) health.get("components");
		assertThat(components.get("starling")).asString()
			.contains("condition=CONNECTED")
			.contains("links=")
			.contains("sinceLastExchange=");
		assertThat(components.get("discoveryComposite")).asString().contains("Orders").doesNotContain("UNKNOWN");
	}

	@Test
	void nameItAmongTheirFeatures() {
		assertThat((List<?>) get("features").get("enabled")).extracting("name", "type")
			.contains(tuple("Starling", StarlingDiscoveryClient.class.getName()),
					tuple("Starling, reactive", StarlingReactiveDiscoveryClient.class.getName()));
	}

	@Test
	void showTheMeshAtTheEndpoint() {
		Map<String, Object> overview = get("starling");
		assertThat(overview).containsEntry("member", mesh(orders).self().id().toString());
		assertThat((List<?>) overview.get("members")).hasSizeGreaterThanOrEqualTo(2);
		assertThat(overview.get("tables")).asString().contains("name=services");
		assertThat(get("starling/services/orders").get("services")).asString().contains("status=UP");
		assertThat(get("starling/tables/services").get("tables")).asString().contains("weight=3");
		assertThat(get("starling/members").get("members")).asString().contains("liveness=ALIVE");
		int missing = RestClient.create(actuator("starling/nothing"))
			.get()
			.exchange((request, response) -> response.getStatusCode().value());
		assertThat(missing).isEqualTo(404);
	}

	@Test
	void keepTheirRowWhenTheEnvironmentChangesAndWriteItAgain() {
		TestPropertySourceUtils.addInlinedPropertiesToEnvironment(orders, "starling.metadata.weight=7");
		orders.publishEvent(new EnvironmentChangeEvent(orders, Set.of("starling.metadata.weight")));
		eventually(() -> assertThat(client(shop).getInstances("orders")).singleElement()
			.satisfies((instance) -> assertThat(instance.getMetadata()).containsEntry("weight", "7")));
		TestPropertySourceUtils.addInlinedPropertiesToEnvironment(orders, "starling.metadata.weight=3");
		orders.publishEvent(new EnvironmentChangeEvent(orders, Set.of("starling.metadata.weight")));
	}

	@Test
	void tellOfAnActuatorOnAPortOfItsOwn() {
		ConfigurableApplicationContext admin = MESH.start("admin", Orders.class, "management.server.port=0");
		int port = admin.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
		eventually(() -> assertThat(row("admin").status()).isEqualTo(ServiceStatus.UP));
		assertThat(row("admin").managementPort()).isEqualTo(port);
		assertThat(row("admin").port()).isEqualTo(port(admin)).isNotEqualTo(port);
		assertThat(row("admin").metadata()).containsEntry("management.port", String.valueOf(port));
		admin.close();
	}

	private static ServiceRow row(String service) {
		return rows(mesh(shop)).stream().filter((row) -> row.serviceId().equals(service)).findFirst().orElseThrow();
	}

	// The heartbeats of the start come when they come: all are there once the newest is.
	private static void awaitHeartbeats(List<Object> heard) {
		eventually(() -> assertThat(heard).last().isEqualTo(shop.getBean(ServiceCatalogue.class).revision()));
	}

	private static void awaitOrders(int count) {
		eventually(() -> assertThat(client(shop).getInstances("orders")).hasSize(count));
	}

	private static DiscoveryClient client(ConfigurableApplicationContext application) {
		return application.getBean(DiscoveryClient.class);
	}

	private static String actuator(String path) {
		return "http://127.0.0.1:" + port(orders) + "/actuator/" + path;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> get(String path) {
		return Objects.requireNonNull(RestClient.create(actuator(path)).get().retrieve().body(Map.class));
	}

	private static ResponseEntity<Void> status(String body) {
		return RestClient.create(actuator("serviceregistry"))
			.post()
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.onStatus((status) -> true, (request, response) -> {
			})
			.toBodilessEntity();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		final List<Object> heartbeats = new CopyOnWriteArrayList<>();

		final List<String> instances = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(InstanceChangedEvent event) {
			this.instances.add(event.getKind() + " " + event.getServiceId());
		}

		@EventListener
		void heard(HeartbeatEvent event) {
			this.heartbeats.add(event.getValue());
		}

		@Bean
		@LoadBalanced
		RestClient.Builder loadBalancedBuilder() {
			return RestClient.builder();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Orders {

		private final Environment environment;

		Orders(Environment environment) {
			this.environment = environment;
		}

		@GetMapping("/hello")
		String hello() {
			return "hello from " + this.environment.getProperty("local.server.port");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Worker {

	}

}

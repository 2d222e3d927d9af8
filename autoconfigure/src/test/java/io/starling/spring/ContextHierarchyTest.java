package io.starling.spring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshStatus;
import io.starling.spring.discovery.InstanceChangedEvent;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import io.starling.spring.registration.StarlingRegistration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import static io.starling.spring.TestMesh.eventually;
import static io.starling.spring.TestMesh.mesh;
import static io.starling.spring.TestMesh.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Contexts one above the other: they share the member of the highest that has one, and
 * each that has a web server is an instance of its own.
 */
class ContextHierarchyTest {

	private final TestMesh meshes = new TestMesh();

	@AfterEach
	void stop() {
		this.meshes.close();
	}

	@Test
	void shareTheParentsMemberAndRegisterEachWebServerByItsOwnName() {
		ConfigurableApplicationContext parent = this.meshes.start("platform", Application.class,
				WebApplicationType.NONE);
		ConfigurableApplicationContext orders = child(parent, "orders");
		ConfigurableApplicationContext stock = child(parent, "stock");
		ConfigurableApplicationContext billing = child(parent, "billing");
		assertThat(List.of(mesh(orders), mesh(stock), mesh(billing))).containsOnly(mesh(parent));
		assertThat(mesh(parent).snapshot().all()).hasSize(1);
		eventually(() -> assertThat(client(parent).getServices()).containsExactly("billing", "orders", "platform",
				"stock"));
		assertThat(client(parent).getInstances("orders").get(0).getPort()).isEqualTo(serverPort(orders));
		assertThat(client(orders).getInstances("stock").get(0).getPort()).isEqualTo(serverPort(stock));
		assertThat(client(orders).getInstances("billing").get(0).getPort()).isEqualTo(serverPort(billing));
		assertThat(client(orders).getInstances("platform").get(0).getPort()).isZero();
	}

	@Test
	void keepTheirOwnPortsWhateverTheContextsBesideThemShow() {
		ConfigurableApplicationContext parent = this.meshes.start("platform", Application.class,
				WebApplicationType.NONE);
		ConfigurableApplicationContext orders = child(parent, "orders");
		ConfigurableApplicationContext stock = child(parent, "stock");
		int[] ports = { serverPort(orders), serverPort(stock) };
		child(parent, "billing");
		for (ConfigurableApplicationContext context : List.of(parent, orders, stock)) {
			AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
			AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
		}
		eventually(() -> assertThat(client(parent).getServices()).hasSize(4));
		assertThat(row(parent, "platform").port()).isZero();
		assertThat(row(parent, "orders").port()).isEqualTo(ports[0]);
		assertThat(row(parent, "stock").port()).isEqualTo(ports[1]);
	}

	@Test
	void areInstancesOfOneServiceWhereTheyShareTheNameAndTheOneWithoutAServerGivesWay() {
		ConfigurableApplicationContext parent = this.meshes.start("orders", Application.class, WebApplicationType.NONE,
				"starling.aliases=stock");
		eventually(() -> assertThat(client(parent).getInstances("orders")).hasSize(1));
		ConfigurableApplicationContext first = child(parent, "orders");
		ConfigurableApplicationContext second = child(parent, "orders");
		eventually(() -> assertThat(client(parent).getInstances("orders")).extracting((instance) -> instance.getPort())
			.containsExactlyInAnyOrder(serverPort(first), serverPort(second)));
		assertThat(client(parent).getInstances("orders")).extracting((instance) -> instance.getInstanceId())
			.doesNotHaveDuplicates()
			.allMatch((id) -> id.endsWith(":" + mesh(parent).self().id()));
		assertThat(client(parent).getInstances("stock")).isEmpty();
		AvailabilityChangeEvent.publish(parent, ReadinessState.ACCEPTING_TRAFFIC);
		second.close();
		eventually(() -> assertThat(client(parent).getInstances("orders")).extracting((instance) -> instance.getPort())
			.containsExactly(serverPort(first)));
	}

	@Test
	void leaveTheNameToTheChildWhereTheParentAloneMustNotRegister() {
		ConfigurableApplicationContext parent = this.meshes.start("orders", Application.class, WebApplicationType.NONE,
				"starling.register=false");
		assertThat(rows(mesh(parent))).isEmpty();
		ConfigurableApplicationContext child = child(parent, "orders");
		eventually(() -> assertThat(client(parent).getInstances("orders")).extracting((instance) -> instance.getPort())
			.containsExactly(serverPort(child)));
		assertThat(rows(mesh(parent))).hasSize(1);
	}

	@Test
	void leaveTheMeshToTheParentWhenTheyClose() {
		ConfigurableApplicationContext parent = this.meshes.start("platform", Application.class,
				WebApplicationType.NONE);
		ConfigurableApplicationContext orders = child(parent, "orders");
		eventually(() -> assertThat(client(parent).getServices()).containsExactly("orders", "platform"));
		Mesh mesh = mesh(parent);
		orders.close();
		assertThat(mesh.status().condition()).isNotEqualTo(MeshStatus.Condition.LEFT);
		assertThat(rows(mesh)).extracting(ServiceRow::serviceId, ServiceRow::status)
			.containsExactly(tuple("platform", ServiceStatus.UP));
		parent.close();
		assertThat(mesh.status().condition()).isEqualTo(MeshStatus.Condition.LEFT);
	}

	@Test
	void sayTheirOwnReadinessOnly() {
		ConfigurableApplicationContext parent = this.meshes.start("platform", Application.class,
				WebApplicationType.NONE);
		ConfigurableApplicationContext orders = child(parent, "orders");
		eventually(() -> assertThat(row(parent, "orders").status()).isEqualTo(ServiceStatus.UP));
		AvailabilityChangeEvent.publish(orders, ReadinessState.REFUSING_TRAFFIC);
		eventually(() -> assertThat(row(parent, "orders").status()).isEqualTo(ServiceStatus.DRAINING));
		assertThat(row(parent, "platform").status()).isEqualTo(ServiceStatus.UP);
		AvailabilityChangeEvent.publish(orders, ReadinessState.ACCEPTING_TRAFFIC);
		AvailabilityChangeEvent.publish(parent, ReadinessState.REFUSING_TRAFFIC);
		eventually(() -> assertThat(row(parent, "platform").status()).isEqualTo(ServiceStatus.DRAINING));
		eventually(() -> assertThat(row(parent, "orders").status()).isEqualTo(ServiceStatus.UP));
	}

	@Test
	void hearOfEachChangeOnce() {
		ConfigurableApplicationContext parent = this.meshes.start("platform", Application.class,
				WebApplicationType.NONE);
		ConfigurableApplicationContext orders = child(parent, "orders");
		ConfigurableApplicationContext other = this.meshes.start("other", Application.class, WebApplicationType.NONE);
		// What comes and goes between two looks is nobody's news.
		eventuallyHear(parent, "ADDED other");
		eventuallyHear(orders, "ADDED other");
		other.close();
		for (ConfigurableApplicationContext context : List.of(parent, orders)) {
			Application heard = context.getBean(Application.class);
			eventuallyHear(context, "REMOVED other");
			long revision = context.getBean(ServiceCatalogue.class).revision();
			eventually(() -> assertThat(heard.heartbeats).last().isEqualTo(revision));
			assertThat(heard.heartbeats).doesNotHaveDuplicates();
			assertThat(heard.changes).filteredOn((change) -> change.endsWith(" other"))
				.containsExactly("ADDED other", "REMOVED other");
		}
	}

	private static void eventuallyHear(ConfigurableApplicationContext context, String change) {
		eventually(() -> assertThat(context.getBean(Application.class).changes).contains(change));
	}

	@Test
	void mayHaveItInTheChildOnly() {
		try (ConfigurableApplicationContext parent = new SpringApplicationBuilder(Empty.class)
			.web(WebApplicationType.NONE)
			.run()) {
			ConfigurableApplicationContext orders = child(parent, "orders");
			assertThat(parent.getBeanNamesForType(Mesh.class)).isEmpty();
			eventually(() -> assertThat(client(orders).getInstances("orders")).singleElement()
				.satisfies((instance) -> assertThat(instance.getPort()).isEqualTo(serverPort(orders))));
			assertThat(orders.getBean(StarlingRegistration.class).getInstanceId())
				.isEqualTo("orders:" + mesh(orders).self().id());
			Mesh mesh = mesh(orders);
			orders.close();
			assertThat(mesh.status().condition()).isEqualTo(MeshStatus.Condition.LEFT);
			assertThat(parent.isActive()).isTrue();
		}
	}

	@Test
	void goOnWhereTheActuatorsContextCloses() {
		ConfigurableApplicationContext orders = this.meshes.start("orders", Application.class,
				"management.server.port=0");
		int port = serverPort(orders);
		eventually(() -> assertThat(row(orders, "orders").status()).isEqualTo(ServiceStatus.UP));
		ActuatorContexts actuator = orders.getBean(ActuatorContexts.class);
		assertThat(actuator.ports).hasSize(1).doesNotContain(port);
		AvailabilityChangeEvent.publish(actuator.contexts.get(0), ReadinessState.REFUSING_TRAFFIC);
		((ConfigurableApplicationContext) actuator.contexts.get(0)).close();
		assertThat(row(orders, "orders").status()).isEqualTo(ServiceStatus.UP);
		assertThat(row(orders, "orders").port()).isEqualTo(port);
		assertThat(row(orders, "orders").managementPort()).isEqualTo(actuator.ports.get(0));
		assertThat(mesh(orders).status().condition()).isNotEqualTo(MeshStatus.Condition.LEFT);
	}

	private ConfigurableApplicationContext child(ConfigurableApplicationContext parent, String name) {
		String[] properties = this.meshes.properties("spring.application.name=" + name);
		for (int i = 0; i < properties.length; i++) {
			properties[i] = "--" + properties[i];
		}
		return new SpringApplicationBuilder(Application.class).parent(parent)
			.web(WebApplicationType.SERVLET)
			.run(properties);
	}

	// Its environment may show the port of another context.
	private static int serverPort(ConfigurableApplicationContext application) {
		return ((WebServerApplicationContext) application).getWebServer().getPort();
	}

	private static ServiceRow row(ConfigurableApplicationContext application, String service) {
		return rows(mesh(application)).stream()
			.filter((row) -> row.serviceId().equals(service))
			.findFirst()
			.orElseThrow();
	}

	private static DiscoveryClient client(ConfigurableApplicationContext application) {
		return application.getBean(DiscoveryClient.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ActuatorContexts.class)
	static class Application {

		private final List<Object> heartbeats = new CopyOnWriteArrayList<>();

		private final List<String> changes = new CopyOnWriteArrayList<>();

		@EventListener
		void heard(HeartbeatEvent event) {
			this.heartbeats.add(event.getValue());
		}

		@EventListener
		void changed(InstanceChangedEvent event) {
			this.changes.add(event.getKind() + " " + event.getServiceId());
		}

	}

	/** Remembers the contexts that the actuator made for its own port. */
	static class ActuatorContexts {

		private final List<ApplicationContext> contexts = new CopyOnWriteArrayList<>();

		private final List<Integer> ports = new CopyOnWriteArrayList<>();

		@EventListener
		void started(WebServerInitializedEvent event) {
			if ("management".equals(event.getApplicationContext().getServerNamespace())) {
				this.contexts.add(event.getApplicationContext());
				this.ports.add(event.getWebServer().getPort());
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}

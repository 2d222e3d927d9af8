package io.starling.spring.union;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.netflix.appinfo.InstanceInfo;
import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Liveness;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import io.starling.spring.discovery.StarlingDiscoveryClient;
import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import io.starling.spring.discovery.TestCatalogue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.netflix.eureka.EurekaServiceInstance;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Both unions, which must answer alike.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnionTest {

	private static Mesh mesh;

	private static ServiceCatalogue catalogue;

	@BeforeAll
	static void offerTwoInstances() {
		mesh = Mesh
			.start(MeshSettings.defaults().withName("test-" + UUID.randomUUID()).withPorts(0, 0).withSeeds(List.of()));
		catalogue = ServiceCatalogue.follow(mesh);
		offer("orders-1", "10.0.0.1", 8080);
		offer("orders-2", "2001:db8::1", 8080);
		offer("orders-3", "10.0.0.1", 0);
		offer("orders-4", "10.0.0.1", 0);
		eventually(() -> assertThat(catalogue.instances("orders")).hasSize(4));
	}

	@AfterAll
	static void leave() {
		catalogue.close();
		mesh.close();
	}

	private static void offer(String id, String host, int port) {
		mesh.put(ServiceRow.TABLE, id,
				new ServiceRow("Orders", id, host, port, false, ServiceStatus.UP, "", Map.of(), 0).toColumns())
			.join();
	}

	@Test
	void answersWithTheInstancesOfAllClientsStarlingsFirst() {
		check(List.of(new Registry(0, at("a", "10.0.0.9", 8080)), new Registry(0, at("b", "10.0.0.8", 8080))),
				"orders-1", "orders-2", "orders-3", "orders-4", "a", "b");
	}

	@Test
	void keepsTheOrderThatClientsAskFor() {
		check(List.of(new Registry(1, at("b", "10.0.0.8", 1)), new Registry(-1, at("a", "10.0.0.9", 1))), "a",
				"orders-1", "orders-2", "orders-3", "orders-4", "b");
	}

	@Test
	void countsEachHostAndPortOnce() {
		Registry eureka = new Registry(0, eureka("eureka-1", "10.0.0.1", 8080), eureka("eureka-2", "10.0.0.2", 8080));
		Registry other = new Registry(0, at("again", "10.0.0.2", 8080), at("six", "[2001:DB8::1]", 8080),
				at("port", "10.0.0.2", 8081), at("none", "10.0.0.1", 0));
		check(List.of(eureka, other), "orders-1", "orders-2", "orders-3", "orders-4", "10.0.0.2:eureka-2", "port",
				"none");
	}

	@Test
	void answersWithoutAClientThatFailsAndSaysSoOnce(CapturedOutput output) {
		Registry broken = new Registry(-1, at("a", "10.0.0.9", 8080));
		broken.working = false;
		UnionDiscoveryClient union = union(List.of(broken));
		UnionReactiveDiscoveryClient reactive = reactive(List.of(broken));
		for (int i = 0; i < 3; i++) {
			assertThat(ids(union.getInstances("orders"))).startsWith("orders-1").hasSize(4);
			assertThat(ids(reactive.getInstances("orders").collectList().block())).startsWith("orders-1").hasSize(4);
			assertThat(union.getServices()).containsExactly("Orders");
			assertThat(reactive.getServices().collectList().block()).containsExactly("Orders");
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("Answering without"))).hasSize(2);
		broken.working = true;
		assertThat(ids(union.getInstances("orders"))).startsWith("a").hasSize(5);
		assertThat(ids(reactive.getInstances("orders").collectList().block())).startsWith("a").hasSize(5);
		assertThat(output.getOut().lines().filter((line) -> line.contains("again"))).hasSize(2);
	}

	@Test
	void namesThosePresumedDeadLastAndInNobodysPlace() {
		TestCatalogue silent = new TestCatalogue();
		silent.change((mesh) -> mesh.with(1, Liveness.ALIVE)
			.service(2, "orders", ServiceStatus.UP)
			.service(3, "orders", ServiceStatus.UP));
		silent.change((mesh) -> mesh.dead(2, false).dead(3, false));
		Registry other = new Registry(0, at("a", "127.0.0.1", 8002), at("b", "10.0.0.9", 8080));
		UnionDiscoveryClient union = new UnionDiscoveryClient(
				List.of(new StarlingDiscoveryClient(silent.get(), -1), other.blocking()));
		UnionReactiveDiscoveryClient reactive = new UnionReactiveDiscoveryClient(
				List.of(new StarlingReactiveDiscoveryClient(silent.get(), -1), other.reactive()));
		assertThat(ids(union.getInstances("orders"))).containsExactly("a", "b", "orders-3");
		assertThat(ids(reactive.getInstances("orders").collectList().block())).containsExactly("a", "b", "orders-3");
	}

	@Test
	void listsEachServiceOnceWhateverItsCase() {
		Registry shouting = new Registry(0, at("a", "10.0.0.9", 8080));
		shouting.services = List.of("ORDERS", "billing");
		assertThat(union(List.of(shouting)).getServices()).containsExactlyInAnyOrder("Orders", "billing");
		assertThat(reactive(List.of(shouting)).getServices().collectList().block()).containsExactlyInAnyOrder("Orders",
				"billing");
	}

	@Test
	void knowsNoServiceThatNobodyKnows() {
		Registry silent = new Registry(0);
		assertThat(union(List.of(silent)).getInstances("nothing")).isEmpty();
		assertThat(reactive(List.of(silent)).getInstances("nothing").collectList().block()).isEmpty();
		assertThat(new UnionReactiveDiscoveryClient(List.of()).getInstances("orders").collectList().block()).isEmpty();
	}

	@Test
	void canAnswerAsLongAsAnyClientCan() {
		Registry broken = new Registry(-1);
		broken.working = false;
		assertThatCode(() -> union(List.of(broken)).probe()).doesNotThrowAnyException();
		assertThat(reactive(List.of(broken)).reactiveProbe().blockOptional()).isEmpty();
		UnionDiscoveryClient alone = new UnionDiscoveryClient(List.of(broken.blocking()));
		assertThatIllegalStateException().isThrownBy(alone::probe);
		assertThat(alone.getInstances("orders")).isEmpty();
	}

	private static void check(List<Registry> others, String... expected) {
		assertThat(ids(union(others).getInstances("orders"))).containsExactly(expected);
		assertThat(ids(reactive(others).getInstances("orders").collectList().block())).containsExactly(expected);
	}

	private static List<String> ids(List<ServiceInstance> instances) {
		return instances.stream().map(ServiceInstance::getInstanceId).toList();
	}

	private static UnionDiscoveryClient union(List<Registry> others) {
		List<DiscoveryClient> clients = new ArrayList<>(others.stream().map(Registry::blocking).toList());
		clients.add(new StarlingDiscoveryClient(catalogue, 0));
		return new UnionDiscoveryClient(clients);
	}

	private static UnionReactiveDiscoveryClient reactive(List<Registry> others) {
		List<ReactiveDiscoveryClient> clients = new ArrayList<>(others.stream().map(Registry::reactive).toList());
		clients.add(new StarlingReactiveDiscoveryClient(catalogue, 0));
		return new UnionReactiveDiscoveryClient(clients);
	}

	private static ServiceInstance at(String id, String host, int port) {
		return new DefaultServiceInstance(id, "orders", host, port, false);
	}

	private static ServiceInstance eureka(String id, String host, int port) {
		return new EurekaServiceInstance(InstanceInfo.Builder.newBuilder()
			.setAppName("orders")
			.setInstanceId(host + ":" + id)
			.setHostName(host)
			.setPort(port)
			.build());
	}

}

package io.starling.spring.union;

import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.model.Liveness;
import io.starling.spring.discovery.ServiceStatus;
import io.starling.spring.discovery.StarlingDiscoveryClient;
import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import io.starling.spring.discovery.TestCatalogue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Both clients that answer with the first that knows a service. Starling's is asked
 * first.
 */
class FirstTest {

	private final TestCatalogue catalogue = new TestCatalogue();

	private final Registry silent = new Registry(1);

	private final Registry other = new Registry(2, at("a"), at("b"));

	@BeforeEach
	void offerTwoInstances() {
		this.catalogue.change((mesh) -> mesh.with(1, Liveness.ALIVE)
			.service(2, "orders", ServiceStatus.UP)
			.service(3, "orders", ServiceStatus.UP));
	}

	@Test
	void isStarlingAsLongAsItListsOneThatMayLive() {
		check(List.of(this.other), "orders-2", "orders-3");
		this.catalogue.change((mesh) -> mesh.with(2, Liveness.SUSPECT).dead(3, false));
		check(List.of(this.other), "orders-2", "orders-3");
	}

	@Test
	void isAnotherWhereStarlingListsNone() {
		this.catalogue.change((mesh) -> mesh.dead(2, true).dead(3, true));
		check(List.of(this.silent, this.other), "a", "b");
	}

	@Test
	void isAnotherWhereStarlingListsOnlySuchAsArePresumedDead() {
		this.catalogue.change((mesh) -> mesh.dead(2, false).dead(3, false));
		check(List.of(this.silent, this.other), "a", "b");
		check(List.of(this.silent, this.other, new Registry(3, at("c"))), "a", "b");
	}

	@Test
	void isStarlingAfterAllWhereNobodyElseKnowsTheService() {
		this.catalogue.change((mesh) -> mesh.dead(2, false).dead(3, false));
		check(List.of(), "orders-2", "orders-3");
		check(List.of(this.silent), "orders-2", "orders-3");
	}

	@Test
	void bearsOneThatFailsWhereStarlingHasALastResort() {
		Registry broken = new Registry(1, at("c"));
		broken.working = false;
		this.catalogue.change((mesh) -> mesh.dead(2, false).dead(3, false));
		check(List.of(broken), "orders-2", "orders-3");
		check(List.of(broken, this.other), "a", "b");
		this.catalogue.change((mesh) -> mesh.dead(2, true).dead(3, true));
		assertThatIllegalStateException().isThrownBy(() -> blocking(List.of(broken)).getInstances("orders"));
	}

	private void check(List<Registry> others, String... expected) {
		assertThat(ids(blocking(others).getInstances("orders"))).containsExactly(expected);
		assertThat(ids(reactive(others).getInstances("orders").collectList().block())).containsExactly(expected);
	}

	private static List<String> ids(List<ServiceInstance> instances) {
		return instances.stream().map(ServiceInstance::getInstanceId).toList();
	}

	private FirstDiscoveryClient blocking(List<Registry> others) {
		List<DiscoveryClient> clients = new ArrayList<>(others.stream().map(Registry::blocking).toList());
		clients.add(new StarlingDiscoveryClient(this.catalogue.get(), 0));
		return new FirstDiscoveryClient(clients);
	}

	private FirstReactiveDiscoveryClient reactive(List<Registry> others) {
		List<ReactiveDiscoveryClient> clients = new ArrayList<>(others.stream().map(Registry::reactive).toList());
		clients.add(new StarlingReactiveDiscoveryClient(this.catalogue.get(), 0));
		return new FirstReactiveDiscoveryClient(clients);
	}

	private static ServiceInstance at(String id) {
		return new DefaultServiceInstance(id, "orders", "10.0.0.9", 8080, false);
	}

}

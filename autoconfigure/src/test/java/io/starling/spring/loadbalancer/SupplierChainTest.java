package io.starling.spring.loadbalancer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.starling.mesh.model.Liveness;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;

import static io.starling.spring.loadbalancer.TestBalancer.choose;
import static io.starling.spring.loadbalancer.TestBalancer.chosen;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each word of {@code spring.cloud.loadbalancer.configurations} does what it says, and
 * none of them remembers what the mesh has forgotten.
 */
class SupplierChainTest {

	private final TestBalancer balancer = new TestBalancer();

	@Test
	void takesTurnsByDefault() {
		this.balancer.orders(3).run((context) -> {
			assertThat(counts(chosen(context, 30)))
				.containsExactlyInAnyOrderEntriesOf(Map.of("orders-1", 10L, "orders-2", 10L, "orders-3", 10L));
			this.balancer.mesh((mesh) -> mesh.without(2));
			assertThat(counts(chosen(context, 30)))
				.containsExactlyInAnyOrderEntriesOf(Map.of("orders-1", 15L, "orders-3", 15L));
			this.balancer.mesh((mesh) -> mesh.service(4, "orders", ServiceStatus.UP));
			assertThat(chosen(context, 3)).containsExactlyInAnyOrder("orders-1", "orders-3", "orders-4");
		});
	}

	@Test
	void prefersTheOwnZone() {
		this.balancer.order(1, 1, Map.of("zone", "a"))
			.order(2, 2, Map.of("zone", "b"))
			.order(3, 3, Map.of("zone", "B"))
			.with("spring.cloud.loadbalancer.configurations=zone-preference", "starling.zone=b")
			.run((context) -> {
				assertThat(chosen(context, 10)).containsOnly("orders-2", "orders-3");
				this.balancer.mesh((mesh) -> mesh.with(2, Liveness.SUSPECT));
				assertThat(chosen(context, 10)).containsOnly("orders-3");
				this.balancer.mesh((mesh) -> mesh.without(2).without(3));
				assertThat(chosen(context, 10)).containsOnly("orders-1");
			});
	}

	@Test
	void callsEachAsOftenAsItsWeightSays() {
		this.balancer.order(1, 1, Map.of("weight", "3"))
			.order(2, 2, Map.of())
			.order(3, 3, Map.of("weight", "1"))
			.with("spring.cloud.loadbalancer.configurations=weighted")
			.run((context) -> {
				assertThat(counts(chosen(context, 50)))
					.containsExactlyInAnyOrderEntriesOf(Map.of("orders-1", 30L, "orders-2", 10L, "orders-3", 10L));
				this.balancer.order(3, 3, Map.of("weight", "6"));
				assertThat(counts(chosen(context, 50)))
					.containsExactlyInAnyOrderEntriesOf(Map.of("orders-1", 15L, "orders-2", 5L, "orders-3", 30L));
			});
	}

	@Test
	void goesWhereTheCookieSays() {
		Request<?> request = TestBalancer.withCookie("sc-lb-instance-id", "orders-2");
		this.balancer.orders(3)
			.with("spring.cloud.loadbalancer.configurations=request-based-sticky-session")
			.run((context) -> {
				assertThat(chosen(context, 10, request)).containsOnly("orders-2");
				assertThat(chosen(context, 3)).doesNotHaveDuplicates();
				this.balancer.mesh((mesh) -> mesh.without(2));
				assertThat(chosen(context, 10, request)).containsOnly("orders-1", "orders-3");
			});
	}

	@Test
	void staysWithTheInstanceThatWasChosen() {
		this.balancer.orders(3)
			.with("spring.cloud.loadbalancer.configurations=same-instance-preference")
			.run((context) -> {
				String first = chosen(context, 1).get(0);
				assertThat(chosen(context, 10)).containsOnly(first);
				this.balancer.mesh((mesh) -> mesh.without(member(first)));
				String second = chosen(context, 1).get(0);
				assertThat(second).isNotEqualTo(first);
				assertThat(chosen(context, 10)).containsOnly(second);
				this.balancer.mesh((mesh) -> mesh.with(member(second), Liveness.SUSPECT));
				assertThat(chosen(context, 10)).doesNotContain(first, second);
			});
	}

	@Test
	void followsTheInstanceThatWasChosenToItsNewAddress() {
		this.balancer.order(1, 5001, Map.of())
			.with("spring.cloud.loadbalancer.configurations=same-instance-preference")
			.run((context) -> {
				assertThat(port(context)).isEqualTo(5001);
				this.balancer.order(1, 5002, Map.of());
				assertThat(port(context)).isEqualTo(5002);
			});
	}

	@Test
	void sharesTheInstancesOutAmongTheCallers() {
		Set<String> all = new HashSet<>();
		for (String caller : List.of("b", "c")) {
			this.balancer.orders(4)
				.with("spring.cloud.loadbalancer.configurations=subset", "spring.cloud.loadbalancer.subset.size=2",
						"spring.cloud.loadbalancer.subset.instance-id=" + caller)
				.run((context) -> {
					Set<String> own = new HashSet<>(chosen(context, 20));
					assertThat(own).hasSize(2);
					all.addAll(own);
					String gone = own.iterator().next();
					this.balancer.mesh((mesh) -> mesh.without(member(gone)));
					assertThat(chosen(context, 20)).doesNotContain(gone);
				});
		}
		assertThat(all).hasSize(4);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void callsThoseThatOfferTheVersion(boolean reactive) {
		this.balancer.order(1, 1, Map.of("API_VERSION", "1"))
			.order(2, 2, Map.of("API_VERSION", "2"))
			.order(3, 3, Map.of())
			.with("spring.cloud.loadbalancer.configurations=api-version",
					"spring.cloud.loadbalancer.api-version.header=X-Version",
					"spring.cloud.discovery.reactive.enabled=" + reactive)
			.run((context) -> {
				assertThat(chosen(context, 10, TestBalancer.withHeader("X-Version", "2"))).containsOnly("orders-2");
				this.balancer.order(3, 3, Map.of("API_VERSION", "2"));
				assertThat(chosen(context, 10, TestBalancer.withHeader("X-Version", "2"))).containsOnly("orders-2",
						"orders-3");
				assertThat(choose(context, "orders", TestBalancer.withHeader("X-Version", "3"))).isNull();
			});
	}

	@Test
	void canDifferByService() {
		this.balancer.order(1, 1, Map.of("zone", "a", "weight", "4"))
			.order(2, 2, Map.of("zone", "b"))
			.mesh((mesh) -> mesh.service(3, "bills", ServiceStatus.UP, Map.of("zone", "a"))
				.service(4, "bills", ServiceStatus.UP, Map.of("zone", "b")))
			.with("spring.cloud.loadbalancer.configurations=zone-preference", "starling.zone=b",
					"spring.cloud.loadbalancer.clients.orders.configurations=weighted")
			.run((context) -> {
				assertThat(counts(chosen(context, 50)))
					.containsExactlyInAnyOrderEntriesOf(Map.of("orders-1", 40L, "orders-2", 10L));
				assertThat(choose(context, "bills")).extracting(ServiceInstance::getInstanceId).isEqualTo("bills-4");
				assertThat(choose(context, "bills")).extracting(ServiceInstance::getInstanceId).isEqualTo("bills-4");
			});
	}

	private static int port(AssertableApplicationContext context) {
		ServiceInstance instance = choose(context, "orders");
		assertThat(instance).isNotNull();
		return instance.getPort();
	}

	private static int member(String instance) {
		return Integer.parseInt(instance.substring("orders-".length()));
	}

	private static Map<String, Long> counts(List<String> chosen) {
		return chosen.stream().collect(Collectors.groupingBy((id) -> id, Collectors.counting()));
	}

}

package io.starling.spring.loadbalancer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.starling.mesh.model.Liveness;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClient;
import org.springframework.cloud.loadbalancer.config.LoadBalancerCacheAutoConfiguration;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.starling.spring.loadbalancer.TestBalancer.choose;
import static io.starling.spring.loadbalancer.TestBalancer.chosen;
import static org.assertj.core.api.Assertions.assertThat;

class StarlingServiceInstanceListSupplierTest {

	private static final String ELSEWHERE = "spring.cloud.discovery.client.simple.instances.orders[0].uri=http://elsewhere:9000";

	private final TestBalancer balancer = new TestBalancer();

	@Test
	void suppliesSuspectedInstancesOnlyWhereThereIsNoOther() {
		this.balancer.orders(3).run((context) -> {
			this.balancer.mesh((mesh) -> mesh.with(1, Liveness.SUSPECT));
			assertThat(chosen(context, 10)).containsOnly("orders-2", "orders-3");
			this.balancer.mesh((mesh) -> mesh.with(2, Liveness.SUSPECT));
			assertThat(chosen(context, 10)).containsOnly("orders-3");
			this.balancer.mesh((mesh) -> mesh.with(3, Liveness.SUSPECT));
			assertThat(chosen(context, 10)).containsOnly("orders-1", "orders-2", "orders-3");
			this.balancer.mesh((mesh) -> mesh.with(2, Liveness.ALIVE));
			assertThat(chosen(context, 10)).containsOnly("orders-2");
		});
	}

	@Test
	void suppliesInstancesPresumedDeadOnlyWhereThereIsNoOther() {
		this.balancer.orders(2).run((context) -> {
			this.balancer.mesh((mesh) -> mesh.dead(1, false).with(2, Liveness.SUSPECT));
			assertThat(chosen(context, 10)).containsOnly("orders-2");
			this.balancer.mesh((mesh) -> mesh.dead(2, false));
			assertThat(chosen(context, 10)).containsOnly("orders-1", "orders-2");
			this.balancer.orders(1);
			assertThat(chosen(context, 10)).containsOnly("orders-1");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void asksOtherDiscoveryClientsBeforeItSuppliesInstancesPresumedDead(boolean union) {
		OtherRegistry[] other = { new OtherRegistry(List::of) };
		this.balancer.with("starling.union=" + union)
			.withBean("another", DiscoveryClient.class, () -> new OtherRegistry(() -> other[0].getInstances("orders")))
			.run((context) -> {
				this.balancer.orders(1).mesh((mesh) -> mesh.dead(1, false));
				assertThat(chosen(context, 10)).containsOnly("orders-1");
				other[0] = new OtherRegistry(() -> List.of(OtherRegistry.instance(1)));
				assertThat(chosen(context, 10)).containsOnly("elsewhere-1");
			});
	}

	@ParameterizedTest
	@EnumSource(value = ServiceStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "UP")
	void neverSuppliesInstancesThatTakeNoCalls(ServiceStatus status) {
		this.balancer.orders(2).run((context) -> {
			assertThat(chosen(context, 10)).contains("orders-1");
			this.balancer.mesh((mesh) -> mesh.service(1, "orders", status));
			assertThat(chosen(context, 10)).containsOnly("orders-2");
			this.balancer.mesh((mesh) -> mesh.service(2, "orders", status));
			assertThat(choose(context, "orders")).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void asksOtherDiscoveryClientsOnlyWhereTheMeshListsNoInstance(boolean reactive) {
		this.balancer.with(ELSEWHERE, "spring.cloud.discovery.reactive.enabled=" + reactive).run((context) -> {
			assertThat(choose(context, "orders")).extracting(ServiceInstance::getHost).isEqualTo("elsewhere");
			this.balancer.orders(1);
			assertThat(chosen(context, 10)).containsOnly("orders-1");
			this.balancer.mesh((mesh) -> mesh.with(1, Liveness.SUSPECT));
			assertThat(chosen(context, 10)).containsOnly("orders-1");
			this.balancer.mesh((mesh) -> mesh.without(1));
			assertThat(choose(context, "orders")).extracting(ServiceInstance::getHost).isEqualTo("elsewhere");
			assertThat(choose(context, "unknown")).isNull();
		});
	}

	@Test
	void suppliesWhatAllKnowWhereTheUnionIsWanted() {
		this.balancer.with(ELSEWHERE, "starling.union=true").run((context) -> {
			this.balancer.orders(1);
			assertThat(hosts(context)).hasSize(2).contains("elsewhere");
			this.balancer.mesh((mesh) -> mesh.without(1));
			assertThat(hosts(context)).containsOnly("elsewhere");
		});
	}

	@Test
	void suppliesWhatEachOtherRegistryKnowsWhereTheUnionIsWanted() {
		this.balancer.with(ELSEWHERE, "starling.union=true")
			.withBean("another", DiscoveryClient.class,
					() -> new OtherRegistry(() -> List.of(OtherRegistry.instance(1))))
			.withBean("failingReactive", ReactiveDiscoveryClient.class, FailingReactiveClient::new)
			.run((context) -> assertThat(hosts(context)).containsExactlyInAnyOrder("elsewhere", "127.0.0.1"));
	}

	private static List<String> hosts(ConfigurableApplicationContext context) {
		return Stream.generate(() -> choose(context, "orders"))
			.limit(10)
			.map(ServiceInstance::getHost)
			.distinct()
			.toList();
	}

	@Test
	void asksTheNextDiscoveryClientWhereOneFails() {
		this.balancer.with(ELSEWHERE).withBean("failing", DiscoveryClient.class, () -> new OtherRegistry(() -> {
			throw new IllegalStateException("down");
		})).withBean("failingReactive", ReactiveDiscoveryClient.class, FailingReactiveClient::new).run((context) -> {
			assertThat(choose(context, "orders")).extracting(ServiceInstance::getHost).isEqualTo("elsewhere");
			assertThat(choose(context, "unknown")).isNull();
			this.balancer.orders(1);
			assertThat(chosen(context, 10)).containsOnly("orders-1");
		});
	}

	@Test
	void keepsDiscoveryClientsThatBlockOffThreadsThatMustNot() {
		this.balancer.with()
			.withBean("blocking", DiscoveryClient.class,
					() -> new OtherRegistry(
							() -> Schedulers.isInNonBlockingThread() ? List.of() : List.of(OtherRegistry.instance(1))))
			.run((context) -> assertThat(
					Mono.fromCallable(() -> supplier(context.getBean(LoadBalancerClientFactory.class)))
						.flatMap((supplier) -> supplier.get().next())
						.subscribeOn(Schedulers.parallel())
						.block())
				.hasSize(1));
	}

	@Test
	void keepsTheAnswersOfOthersWhereSpringCloudDoes() {
		AtomicInteger asked = new AtomicInteger();
		this.balancer.with()
			.withBean("counting", DiscoveryClient.class, () -> counting(asked))
			.withConfiguration(AutoConfigurations.of(LoadBalancerCacheAutoConfiguration.class))
			.run((context) -> {
				assertThat(chosen(context, 10)).containsOnly("elsewhere-1");
				assertThat(asked).hasValue(1);
				this.balancer.orders(1);
				assertThat(chosen(context, 10)).containsOnly("orders-1");
			});
	}

	@Test
	void asksOthersEachTimeWhereThereIsNoCache() {
		AtomicInteger asked = new AtomicInteger();
		this.balancer.with().withBean("counting", DiscoveryClient.class, () -> counting(asked)).run((context) -> {
			assertThat(chosen(context, 10)).containsOnly("elsewhere-1");
			assertThat(asked).hasValue(10);
		});
	}

	@Test
	void carriesTheChainsOfUsers() {
		this.balancer.order(1, 1, Map.of("hint", "canary"))
			.order(2, 2, Map.of())
			.with()
			.withUserConfiguration(WithHints.class)
			.run((context) -> {
				assertThat(chosen(context, 10, TestBalancer.withHeader("X-SC-LB-Hint", "canary")))
					.containsOnly("orders-1");
				assertThat(chosen(context, 10)).contains("orders-1", "orders-2");
				this.balancer.order(3, 3, Map.of("hint", "canary")).mesh((mesh) -> mesh.without(1));
				assertThat(chosen(context, 10, TestBalancer.withHeader("X-SC-LB-Hint", "canary")))
					.containsOnly("orders-3");
			});
	}

	private static OtherRegistry counting(AtomicInteger asked) {
		return new OtherRegistry(() -> {
			asked.incrementAndGet();
			return List.of(OtherRegistry.instance(1));
		});
	}

	private static ServiceInstanceListSupplier supplier(LoadBalancerClientFactory factory) {
		ServiceInstanceListSupplier supplier = factory.getInstance("orders", ServiceInstanceListSupplier.class);
		assertThat(supplier).isNotNull();
		return supplier;
	}

	private static final class FailingReactiveClient implements ReactiveDiscoveryClient {

		@Override
		public String description() {
			return "a registry that is down";
		}

		@Override
		public Flux<ServiceInstance> getInstances(String service) {
			throw new IllegalStateException("down");
		}

		@Override
		public Flux<String> getServices() {
			return Flux.empty();
		}

		@Override
		public int getOrder() {
			return -1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@LoadBalancerClient(name = "orders", configuration = Hints.class)
	static class WithHints {

	}

	static class Hints {

		@Bean
		ServiceInstanceListSupplier supplier(ConfigurableApplicationContext context) {
			return ServiceInstanceListSupplier.builder()
				.withBase(StarlingServiceInstanceListSupplier.of(context))
				.withHints()
				.build(context);
		}

	}

}

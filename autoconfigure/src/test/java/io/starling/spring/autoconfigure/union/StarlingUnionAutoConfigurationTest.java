package io.starling.spring.autoconfigure.union;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.starling.mesh.Mesh;
import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.autoconfigure.discovery.StarlingDiscoveryClientAutoConfiguration;
import io.starling.spring.autoconfigure.discovery.StarlingReactiveDiscoveryClientAutoConfiguration;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import io.starling.spring.union.FirstDiscoveryClient;
import io.starling.spring.union.FirstReactiveDiscoveryClient;
import io.starling.spring.union.UnionDiscoveryClient;
import io.starling.spring.union.UnionReactiveDiscoveryClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class StarlingUnionAutoConfigurationTest {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(StarlingAutoConfiguration.class,
				StarlingDiscoveryClientAutoConfiguration.class, StarlingReactiveDiscoveryClientAutoConfiguration.class,
				StarlingUnionAutoConfiguration.class, StarlingReactiveUnionAutoConfiguration.class,
				UtilAutoConfiguration.class, CommonsClientAutoConfiguration.class,
				ReactiveCommonsClientAutoConfiguration.class, CompositeDiscoveryClientAutoConfiguration.class,
				ReactiveCompositeDiscoveryClientAutoConfiguration.class, SimpleDiscoveryClientAutoConfiguration.class,
				SimpleReactiveDiscoveryClientAutoConfiguration.class))
		.withPropertyValues("starling.mesh=test-" + UUID.randomUUID(), "starling.port=0", "starling.seeds=",
				"spring.cloud.discovery.client.simple.instances.orders[0].uri=http://10.0.0.1:8080",
				"spring.cloud.discovery.client.simple.instances.orders[1].uri=http://10.0.0.2:8080");

	private final ApplicationContextRunner union = this.runner.withPropertyValues("starling.union=true");

	@Test
	void isWhatApplicationsInject() {
		this.union.run((context) -> {
			offer(context.getBean(Mesh.class), "10.0.0.1");
			assertThat(context.getBean(DiscoveryClient.class)).isInstanceOf(UnionDiscoveryClient.class);
			assertThat(context.getBean(ReactiveDiscoveryClient.class)).isInstanceOf(UnionReactiveDiscoveryClient.class);
			eventually(() -> assertThat(uris(context)).containsExactly("http://10.0.0.1:8080", "http://10.0.0.2:8080"));
			assertThat(reactiveUris(context)).isEqualTo(uris(context));
			assertThat(context.getBean(DiscoveryClient.class).getInstances("orders").get(0).getInstanceId())
				.isEqualTo("orders-1");
		});
	}

	@Test
	void isAskedForOnly() {
		this.runner.run((context) -> {
			offer(context.getBean(Mesh.class), "10.0.0.3");
			assertThat(context.getBean(DiscoveryClient.class)).isExactlyInstanceOf(FirstDiscoveryClient.class);
			assertThat(context.getBean(ReactiveDiscoveryClient.class))
				.isExactlyInstanceOf(FirstReactiveDiscoveryClient.class);
			eventually(() -> assertThat(uris(context)).containsExactly("http://10.0.0.3:8080"));
		});
	}

	@Test
	void asksEachClientOnceAndNeverItself() {
		this.union.withUserConfiguration(WithBrokenClients.class).run((context) -> {
			UnionDiscoveryClient blocking = (UnionDiscoveryClient) context.getBean(DiscoveryClient.class);
			UnionReactiveDiscoveryClient reactive = (UnionReactiveDiscoveryClient) context
				.getBean(ReactiveDiscoveryClient.class);
			assertThat(blocking.getDiscoveryClients()).hasSize(3).noneMatch(CompositeDiscoveryClient.class::isInstance);
			assertThat(reactive.getDiscoveryClients()).hasSize(3)
				.noneMatch(ReactiveCompositeDiscoveryClient.class::isInstance);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void staysHealthyWhereOneClientIsBroken(boolean servicesQuery) {
		this.union.withUserConfiguration(WithBrokenClients.class)
			.withPropertyValues("spring.cloud.discovery.client.health-indicator.use-services-query=" + servicesQuery)
			.run((context) -> {
				context.publishEvent(new InstanceRegisteredEvent<>(this, "configuration"));
				Health health = context.getBean(DiscoveryClientHealthIndicator.class).health();
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				if (servicesQuery) {
					assertThat(health.getDetails()).containsEntry("services", List.of("orders"));
				}
				assertThat(uris(context)).hasSize(2).isEqualTo(reactiveUris(context));
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { Flux.class, ReactiveHealthIndicator.class })
	void startsWithoutWhatIsOptional(Class<?> absent) {
		this.union.withClassLoader(new FilteredClassLoader(absent))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(UnionDiscoveryClient.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "starling.enabled=false", "spring.cloud.discovery.enabled=false",
			"spring.cloud.discovery.blocking.enabled=false" })
	void isNotThereWithoutItsPart(String property) {
		this.union.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UnionDiscoveryClient.class));
	}

	private static void offer(Mesh mesh, String host) {
		mesh.put(ServiceRow.TABLE, "1",
				new ServiceRow("orders", "orders-1", host, 8080, false, ServiceStatus.UP, "", Map.of(), 0).toColumns())
			.join();
	}

	private static List<String> uris(ApplicationContext context) {
		return uris(context.getBean(DiscoveryClient.class).getInstances("orders"));
	}

	private static List<String> reactiveUris(ApplicationContext context) {
		return uris(context.getBean(ReactiveDiscoveryClient.class).getInstances("orders").collectList().block());
	}

	private static List<String> uris(List<ServiceInstance> instances) {
		return instances.stream().map((instance) -> instance.getUri().toString()).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class WithBrokenClients {

		@Bean
		DiscoveryClient broken() {
			return new BrokenClient();
		}

		@Bean
		ReactiveDiscoveryClient brokenReactive() {
			return new BrokenReactiveClient();
		}

	}

	private static final class BrokenClient implements DiscoveryClient {

		@Override
		public String description() {
			return "broken";
		}

		@Override
		public List<ServiceInstance> getInstances(String serviceId) {
			throw new IllegalStateException("as the test wants");
		}

		@Override
		public List<String> getServices() {
			throw new IllegalStateException("as the test wants");
		}

		@Override
		public int getOrder() {
			return -1;
		}

	}

	private static final class BrokenReactiveClient implements ReactiveDiscoveryClient {

		@Override
		public String description() {
			return "broken, reactive";
		}

		@Override
		public Flux<ServiceInstance> getInstances(String serviceId) {
			return Flux.error(new IllegalStateException("as the test wants"));
		}

		@Override
		public Flux<String> getServices() {
			return Flux.error(new IllegalStateException("as the test wants"));
		}

	}

}

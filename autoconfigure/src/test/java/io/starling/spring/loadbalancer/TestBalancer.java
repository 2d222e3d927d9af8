package io.starling.spring.loadbalancer;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.starling.spring.TestSnapshot;
import io.starling.spring.autoconfigure.loadbalancer.StarlingLoadBalancerAutoConfiguration;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import io.starling.spring.discovery.TestCatalogue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.DefaultRequestContext;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RequestData;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.client.loadbalancer.reactive.ReactiveLoadBalancer;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.BlockingLoadBalancerClientAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud's load balancers as an application has them, over a mesh made by hand.
 */
public final class TestBalancer {

	private final TestCatalogue catalogue = new TestCatalogue();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withBean(ServiceCatalogue.class, this.catalogue::get)
		.withConfiguration(AutoConfigurations.of(StarlingLoadBalancerAutoConfiguration.class,
				LoadBalancerAutoConfiguration.class, BlockingLoadBalancerClientAutoConfiguration.class,
				CompositeDiscoveryClientAutoConfiguration.class, SimpleDiscoveryClientAutoConfiguration.class,
				ReactiveCompositeDiscoveryClientAutoConfiguration.class,
				SimpleReactiveDiscoveryClientAutoConfiguration.class, UtilAutoConfiguration.class));

	/** Changes the mesh, and with it what the catalogue lists. */
	public TestBalancer mesh(Consumer<TestSnapshot> change) {
		this.catalogue.change(change);
		return this;
	}

	public ServiceCatalogue catalogue() {
		return this.catalogue.get();
	}

	/** Puts instances of the service "orders" into the mesh: orders-1, orders-2... */
	public TestBalancer orders(int count) {
		return mesh((mesh) -> IntStream.rangeClosed(1, count)
			.forEach((member) -> mesh.service(member, "orders", ServiceStatus.UP)));
	}

	/** Puts an instance of the service "orders" into the mesh. */
	public TestBalancer order(int member, int port, Map<String, String> metadata) {
		return mesh((mesh) -> mesh.row(member, new ServiceRow("orders", "orders-" + member, "127.0.0.1", port, false,
				ServiceStatus.UP, "", metadata, 0)
			.toColumns()
			.encode()));
	}

	public ApplicationContextRunner with(String... properties) {
		return this.runner.withPropertyValues(properties);
	}

	public void run(ContextConsumer<AssertableApplicationContext> consumer) {
		this.runner.run(consumer);
	}

	/** The ids of the instances that calls of "orders" would go to. */
	public static List<String> chosen(ApplicationContext context, int calls) {
		return chosen(context, calls, new DefaultRequest<>(new DefaultRequestContext()));
	}

	public static List<String> chosen(ApplicationContext context, int calls, Request<?> request) {
		return IntStream.range(0, calls).mapToObj((call) -> {
			ServiceInstance instance = choose(context, "orders", request);
			assertThat(instance).as("an instance").isNotNull();
			return instance.getInstanceId();
		}).toList();
	}

	public static @Nullable ServiceInstance choose(ApplicationContext context, String service) {
		return choose(context, service, new DefaultRequest<>(new DefaultRequestContext()));
	}

	public static @Nullable ServiceInstance choose(ApplicationContext context, String service, Request<?> request) {
		ReactiveLoadBalancer<ServiceInstance> balancer = context.getBean(LoadBalancerClientFactory.class)
			.getInstance(service);
		return Objects.requireNonNull(Mono.from(balancer.choose(request)).block()).getServer();
	}

	public static Request<?> withHeader(String name, String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.add(name, value);
		return request(headers, new LinkedMultiValueMap<>());
	}

	public static Request<?> withCookie(String name, String value) {
		MultiValueMap<String, String> cookies = new LinkedMultiValueMap<>();
		cookies.add(name, value);
		return request(new HttpHeaders(), cookies);
	}

	private static Request<?> request(HttpHeaders headers, MultiValueMap<String, String> cookies) {
		return new DefaultRequest<>(new RequestDataContext(
				new RequestData(HttpMethod.GET, URI.create("http://orders/"), headers, cookies, Map.of())));
	}

}

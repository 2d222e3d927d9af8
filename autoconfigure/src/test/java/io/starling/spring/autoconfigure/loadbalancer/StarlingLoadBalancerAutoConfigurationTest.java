package io.starling.spring.autoconfigure.loadbalancer;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import io.starling.spring.discovery.TestCatalogue;
import io.starling.spring.loadbalancer.StarlingServiceInstanceListSupplier;
import io.starling.spring.loadbalancer.TestBalancer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RetryableRequestContext;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClient;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClientSpecification;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.config.LoadBalancerCacheAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerZoneConfig;
import org.springframework.cloud.loadbalancer.core.CachingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.RandomLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.RetryAwareServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.cloud.loadbalancer.support.ServiceInstanceListSuppliers;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.starling.spring.loadbalancer.TestBalancer.choose;
import static io.starling.spring.loadbalancer.TestBalancer.chosen;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class StarlingLoadBalancerAutoConfigurationTest {

	private static final ServiceInstance USERS = new DefaultServiceInstance("users", "orders", "users", 1, false);

	private final TestBalancer balancer = new TestBalancer().orders(2);

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void letsLoadBalancersReadTheMeshItself(boolean reactive) {
		this.balancer.with("spring.cloud.discovery.reactive.enabled=" + reactive).run((context) -> {
			assertThat(supplier(context)).isInstanceOf(StarlingServiceInstanceListSupplier.class);
			assertThat(chosen(context, 2)).containsExactlyInAnyOrder("orders-1", "orders-2");
		});
	}

	@Test
	void hasNoUseForACacheAndNoneToMiss(CapturedOutput output) {
		this.balancer.run((context) -> assertThat(chosen(context, 2)).hasSize(2));
		assertThat(output).doesNotContain("CacheManager");
		this.balancer.with()
			.withConfiguration(AutoConfigurations.of(LoadBalancerCacheAutoConfiguration.class))
			.run((context) -> assertThat(supplier(context)).isInstanceOf(StarlingServiceInstanceListSupplier.class));
	}

	@Test
	void givesWayToTheUsersSupplierForOneService() {
		this.balancer.with().withUserConfiguration(ForOneService.class).run((context) -> {
			assertThat(chosen(context, 10)).containsOnly("users");
			assertThat(context.getBean(LoadBalancerClientFactory.class)
				.getInstance("bills", ServiceInstanceListSupplier.class))
				.isInstanceOf(StarlingServiceInstanceListSupplier.class);
		});
	}

	@Test
	void givesWayToTheUsersSupplierForAllServices() {
		this.balancer.with()
			.withUserConfiguration(ForAllServices.class)
			.run((context) -> assertThat(chosen(context, 10)).containsOnly("users"));
	}

	@Test
	void givesWayToTheUsersSupplierForAllServicesWhicheverComesFirst() {
		Set<Boolean> oursIsThere = new HashSet<>();
		for (int i = 0; i < 20; i++) {
			LoadBalancerClientSpecification users = new LoadBalancerClientSpecification("default." + i,
					new Class<?>[] { Users.class });
			this.balancer.with().withBean(LoadBalancerClientSpecification.class, () -> users).run((context) -> {
				assertThat(chosen(context, 10)).containsOnly("users");
				Map<String, ServiceInstanceListSupplier> all = context.getBean(LoadBalancerClientFactory.class)
					.getInstances("orders", ServiceInstanceListSupplier.class);
				oursIsThere.add(all.containsKey("starlingServiceInstanceListSupplier"));
			});
		}
		assertThat(oursIsThere).as("both orders were seen").containsExactlyInAnyOrder(true, false);
	}

	@Test
	void givesWayToTheUsersSupplierInTheApplicationItself() {
		this.balancer.with()
			.withUserConfiguration(Users.class)
			.run((context) -> assertThat(chosen(context, 10)).containsOnly("users"));
	}

	@Test
	void feedsTheUsersLoadBalancer() {
		this.balancer.with().withUserConfiguration(WithRandom.class).run((context) -> {
			assertThat(context.getBean(LoadBalancerClientFactory.class).getInstance("orders"))
				.isInstanceOf(RandomLoadBalancer.class);
			this.balancer.mesh((mesh) -> mesh.without(1));
			assertThat(chosen(context, 10)).containsOnly("orders-2");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { WithHintsOverTheMesh.class, WithHintsOverTheClient.class })
	void feedsTheUsersSupplierThatFollowsHints(Class<?> users) {
		Request<?> request = TestBalancer.withHeader("X-SC-LB-Hint", "canary");
		this.balancer.order(1, 1, Map.of("hint", "canary"))
			.order(2, 2, Map.of("hint", "stable"))
			.with()
			.withBean(ReactiveDiscoveryClient.class,
					() -> new StarlingReactiveDiscoveryClient(this.balancer.catalogue(), 0))
			.withUserConfiguration(users)
			.run((context) -> {
				assertThat(chosen(context, 10, request)).containsOnly("orders-1");
				assertThat(chosen(context, 2)).containsExactlyInAnyOrder("orders-1", "orders-2");
				this.balancer.order(2, 2, Map.of("hint", "canary"));
				assertThat(chosen(context, 2, request)).containsExactlyInAnyOrder("orders-1", "orders-2");
				this.balancer.mesh((mesh) -> mesh.without(1));
				assertThat(chosen(context, 10, request)).containsOnly("orders-2");
			});
	}

	@Test
	void leavesAllToSpringCloudWhereItIsOff() {
		this.balancer
			.with("starling.load-balancer.enabled=false", "starling.zone=a",
					"spring.cloud.discovery.client.simple.instances.orders[0].uri=http://elsewhere:9000")
			.withConfiguration(AutoConfigurations.of(LoadBalancerCacheAutoConfiguration.class))
			.run((context) -> {
				assertThat(supplier(context)).isInstanceOf(CachingServiceInstanceListSupplier.class);
				assertThat(choose(context, "orders")).extracting(ServiceInstance::getHost).isEqualTo("elsewhere");
				assertThat(context.getBean(LoadBalancerZoneConfig.class).getZone()).isNull();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.cloud.loadbalancer.enabled=false", "spring.cloud.discovery.enabled=false" })
	void isOffWhereSpringCloudsIs(String property) {
		this.balancer.with(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("starlingLoadBalancerZoneConfig")
				.doesNotHaveBean(StarlingLoadBalancerAutoConfiguration.class));
	}

	@Test
	void startsWithoutSpringCloudLoadBalancer() {
		new ApplicationContextRunner().withBean(ServiceCatalogue.class, () -> new TestCatalogue().get())
			.withConfiguration(AutoConfigurations.of(StarlingLoadBalancerAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.cloud.loadbalancer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(StarlingLoadBalancerAutoConfiguration.class));
	}

	@Test
	void leavesConfigurationsThatItDoesNotKnowToSpringCloud() {
		this.balancer.with("spring.cloud.loadbalancer.configurations=moon-phase")
			.run((context) -> assertThat(context.getBean(LoadBalancerClientFactory.class)
				.getInstance("orders", ServiceInstanceListSupplier.class)).isNull());
	}

	@Test
	void avoidsThePreviousInstanceWhenSpringCloudTriesAgain() {
		this.balancer.with("spring.cloud.loadbalancer.retry.enabled=true").run((context) -> {
			assertThat(supplier(context)).isInstanceOfSatisfying(RetryAwareServiceInstanceListSupplier.class,
					(supplier) -> assertThat(supplier.getDelegate())
						.isInstanceOf(StarlingServiceInstanceListSupplier.class));
			ServiceInstance first = choose(context, "orders");
			assertThat(first).isNotNull();
			assertThat(chosen(context, 10, new DefaultRequest<>(new RetryableRequestContext(first))))
				.doesNotContain(first.getInstanceId());
			this.balancer.mesh((mesh) -> mesh.without(first.getPort() == 8001 ? 2 : 1));
			assertThat(chosen(context, 1, new DefaultRequest<>(new RetryableRequestContext(first))))
				.containsOnly(first.getInstanceId());
		});
	}

	@ParameterizedTest
	@CsvSource({ "'', '', ''", "a, '', a", "a, ' ', a", "'', b, b", "a, b, b" })
	void takesTheZoneOfTheMemberWhereNoOtherIsSet(String ours, String springCloud, String expected) {
		this.balancer.with("starling.zone=" + ours, "spring.cloud.loadbalancer.zone=" + springCloud)
			.run((context) -> assertThat(context.getBean(LoadBalancerZoneConfig.class).getZone()).isEqualTo(expected));
	}

	@Test
	void keepsTheUsersZone() {
		this.balancer.with("starling.zone=a")
			.withBean(LoadBalancerZoneConfig.class, () -> new LoadBalancerZoneConfig("users"))
			.run((context) -> assertThat(context.getBean(LoadBalancerZoneConfig.class).getZone()).isEqualTo("users"));
	}

	private static ServiceInstanceListSupplier supplier(ApplicationContext context) {
		ServiceInstanceListSupplier supplier = context.getBean(LoadBalancerClientFactory.class)
			.getInstance("orders", ServiceInstanceListSupplier.class);
		assertThat(supplier).isNotNull();
		return supplier;
	}

	@Configuration(proxyBeanMethods = false)
	@LoadBalancerClient(name = "orders", configuration = Users.class)
	static class ForOneService {

	}

	@Configuration(proxyBeanMethods = false)
	@LoadBalancerClients(defaultConfiguration = Users.class)
	static class ForAllServices {

	}

	static class Users {

		@Bean
		ServiceInstanceListSupplier users() {
			return ServiceInstanceListSuppliers.from("orders", USERS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@LoadBalancerClient(name = "orders", configuration = AtRandom.class)
	static class WithRandom {

	}

	static class AtRandom {

		@Bean
		ReactorServiceInstanceLoadBalancer loadBalancer(LoadBalancerClientFactory factory) {
			return new RandomLoadBalancer(factory.getLazyProvider("orders", ServiceInstanceListSupplier.class),
					"orders");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@LoadBalancerClient(name = "orders", configuration = HintsOverTheMesh.class)
	static class WithHintsOverTheMesh {

	}

	static class HintsOverTheMesh {

		@Bean
		ServiceInstanceListSupplier hinted(ConfigurableApplicationContext context) {
			return ServiceInstanceListSupplier.builder()
				.withBase(StarlingServiceInstanceListSupplier.of(context))
				.withHints()
				.build(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@LoadBalancerClient(name = "orders", configuration = HintsOverTheClient.class)
	static class WithHintsOverTheClient {

	}

	/** As Spring Cloud's documentation has it. */
	static class HintsOverTheClient {

		@Bean
		ServiceInstanceListSupplier hinted(ConfigurableApplicationContext context) {
			return ServiceInstanceListSupplier.builder().withDiscoveryClient().withHints().build(context);
		}

	}

}

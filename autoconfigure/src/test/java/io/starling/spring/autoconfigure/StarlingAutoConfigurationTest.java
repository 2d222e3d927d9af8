package io.starling.spring.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.MeshStatus;
import io.starling.spring.autoconfigure.discovery.StarlingDiscoveryClientAutoConfiguration;
import io.starling.spring.autoconfigure.discovery.StarlingReactiveDiscoveryClientAutoConfiguration;
import io.starling.spring.autoconfigure.endpoint.StarlingEndpointAutoConfiguration;
import io.starling.spring.autoconfigure.health.StarlingHealthContributorAutoConfiguration;
import io.starling.spring.autoconfigure.registration.StarlingServiceRegistryAutoConfiguration;
import io.starling.spring.TestMesh;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.StarlingDiscoveryClient;
import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import io.starling.spring.endpoint.StarlingEndpoint;
import io.starling.spring.health.StarlingHealthIndicator;
import io.starling.spring.registration.ObserverAnnouncement;
import io.starling.spring.registration.RegistrationRefresh;
import io.starling.spring.registration.StarlingAutoServiceRegistration;
import io.starling.spring.registration.StarlingRegistration;
import io.starling.spring.registration.StarlingServiceRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.EnableDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.endpoint.ServiceRegistryEndpoint;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class StarlingAutoConfigurationTest {

	private final ApplicationContextRunner runner = runner();

	@Test
	void givesAnApplicationAllThatItNeeds() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(Mesh.class)
				.hasSingleBean(ServiceCatalogue.class)
				.hasSingleBean(StarlingDiscoveryClient.class)
				.hasSingleBean(StarlingReactiveDiscoveryClient.class)
				.hasSingleBean(StarlingServiceRegistry.class)
				.hasSingleBean(StarlingRegistration.class)
				.hasSingleBean(StarlingAutoServiceRegistration.class)
				.hasSingleBean(StarlingHealthIndicator.class)
				.hasSingleBean(StarlingEndpoint.class)
				.hasSingleBean(RegistrationRefresh.class)
				.hasSingleBean(DiscoveryClientHealthIndicator.class)
				.hasSingleBean(ReactiveDiscoveryClientHealthIndicator.class)
				.hasSingleBean(ServiceRegistryEndpoint.class)
				.doesNotHaveBean(ObserverAnnouncement.class);
			assertThat(context.getBean(DiscoveryClient.class)).isInstanceOf(CompositeDiscoveryClient.class);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "starling.enabled=false", "spring.cloud.discovery.enabled=false" })
	void leavesNothingOfItselfWhereItIsOff(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getBeanDefinitionNames())
				.noneMatch((name) -> name.startsWith("starling")));
	}

	@Test
	void hasTheDiscoveryClientsThatAreWanted() {
		this.runner.withPropertyValues("spring.cloud.discovery.blocking.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(StarlingDiscoveryClient.class)
				.hasSingleBean(StarlingReactiveDiscoveryClient.class));
		this.runner.withPropertyValues("spring.cloud.discovery.reactive.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(StarlingDiscoveryClient.class)
				.doesNotHaveBean(StarlingReactiveDiscoveryClient.class));
		this.runner.withPropertyValues("spring.cloud.discovery.client.health-indicator.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DiscoveryClientHealthIndicator.class)
				.doesNotHaveBean(ReactiveDiscoveryClientHealthIndicator.class));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "starling.register=false", "spring.cloud.service-registry.auto-registration.enabled=false" })
	void onlyLooksForOthersWhereItMustNotRegister(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ObserverAnnouncement.class)
				.hasSingleBean(StarlingServiceRegistry.class)
				.doesNotHaveBean(StarlingAutoServiceRegistration.class)
				.doesNotHaveBean(StarlingRegistration.class));
	}

	@Test
	void onlyLooksForOthersWhereTheAnnotationSaysSo() {
		this.runner.withUserConfiguration(WithoutRegistration.class)
			.run((context) -> assertThat(context).hasSingleBean(Mesh.class)
				.doesNotHaveBean(StarlingAutoServiceRegistration.class));
	}

	@Test
	void isTheAutomaticRegistrationThatFailFastAsksFor() {
		this.runner.withPropertyValues("spring.cloud.service-registry.auto-registration.fail-fast=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void keepsTheMeshThatIsThereAlready() {
		this.runner.withUserConfiguration(WithMesh.class).run((context) -> {
			assertThat(context).hasSingleBean(Mesh.class);
			assertThat(context.getBean(Mesh.class).name()).isEqualTo("handed-over");
			assertThat(context.getBean(StarlingRegistration.class).getInstanceId())
				.endsWith(context.getBean(Mesh.class).self().id().toString());
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { HealthIndicator.class, ReactiveHealthIndicator.class, Endpoint.class,
			WebServerInitializedEvent.class, LoadBalancerClientFactory.class, Flux.class, WebClient.class,
			EnvironmentChangeEvent.class })
	void startsWithoutWhatIsOptional(Class<?> absent) {
		this.runner.withClassLoader(new FilteredClassLoader(absent))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(StarlingAutoServiceRegistration.class));
	}

	@Test
	void findsAnApplicationAgainWithoutSeeds(@TempDir Path directory) {
		ApplicationContextRunner remembering = this.runner
			.withPropertyValues("starling.known-peers-directory=" + directory);
		int[] port = new int[1];
		remembering.run((context) -> {
			port[0] = context.getBean(Mesh.class).self().endpoint().port();
			remembering.withPropertyValues("starling.seeds=127.0.0.1:" + port[0])
				.run((other) -> TestMesh
					.eventually(() -> assertThat(other.getBean(Mesh.class).snapshot().present()).hasSize(2)));
		});
		assertThat(directory).isDirectoryContaining("glob:**.peers");
		remembering.withPropertyValues("starling.port=" + port[0])
			.run((context) -> remembering.run((other) -> TestMesh
				.eventually(() -> assertThat(other.getBean(Mesh.class).snapshot().present()).hasSize(2))));
	}

	@Test
	void leavesTheMeshWhenTheContextCloses() {
		Mesh[] mesh = new Mesh[1];
		this.runner.run((context) -> mesh[0] = context.getBean(Mesh.class));
		assertThat(mesh[0].status().condition()).isEqualTo(MeshStatus.Condition.LEFT);
	}

	/** All that an application has, without a web server. */
	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(StarlingAutoConfiguration.class,
				StarlingDiscoveryClientAutoConfiguration.class, StarlingReactiveDiscoveryClientAutoConfiguration.class,
				StarlingServiceRegistryAutoConfiguration.class, StarlingHealthContributorAutoConfiguration.class,
				StarlingEndpointAutoConfiguration.class, UtilAutoConfiguration.class,
				CommonsClientAutoConfiguration.class, ReactiveCommonsClientAutoConfiguration.class,
				CompositeDiscoveryClientAutoConfiguration.class, SimpleDiscoveryClientAutoConfiguration.class,
				ServiceRegistryAutoConfiguration.class, AutoServiceRegistrationAutoConfiguration.class))
			.withPropertyValues("starling.mesh=test-" + UUID.randomUUID(), "starling.port=0", "starling.seeds=",
					"management.endpoints.web.exposure.include=*");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableDiscoveryClient(autoRegister = false)
	static class WithoutRegistration {

	}

	/** A mesh on loopback, whatever the properties say. */
	@Configuration(proxyBeanMethods = false)
	static class WithMesh {

		@Bean
		Mesh mesh() {
			return Mesh.start(MeshSettings.defaults().withName("handed-over").withPorts(0, 0).withSeeds(List.of()));
		}

	}

}

package io.starling.spring;

import java.util.List;

import io.starling.spring.discovery.StarlingDiscoveryClient;
import io.starling.spring.discovery.StarlingServiceInstance;
import io.starling.spring.registration.StarlingRegistration;
import io.starling.spring.registration.StarlingServiceRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.consul.discovery.ConsulDiscoveryClient;
import org.springframework.cloud.consul.serviceregistry.ConsulRegistration;
import org.springframework.cloud.consul.serviceregistry.ConsulServiceRegistry;
import org.springframework.cloud.netflix.eureka.EurekaDiscoveryClient;
import org.springframework.cloud.netflix.eureka.serviceregistry.EurekaAutoServiceRegistration;
import org.springframework.cloud.netflix.eureka.serviceregistry.EurekaRegistration;
import org.springframework.cloud.netflix.eureka.serviceregistry.EurekaServiceRegistry;
import org.springframework.context.ConfigurableApplicationContext;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that migrates has several registries on its class path.
 */
class EurekaBesideStarlingTest {

	@Test
	void startsAndLeavesEurekaTheSinglePlaces() {
		try (TestMesh mesh = new TestMesh()) {
			// No server: the client must neither call one nor wait for one.
			ConfigurableApplicationContext application = mesh.start("orders", Application.class,
					"eureka.client.enabled=true", "eureka.client.register-with-eureka=false",
					"eureka.client.fetch-registry=false");
			assertThat(application.getBean(ServiceRegistry.class)).isInstanceOf(EurekaServiceRegistry.class);
			assertThat(application.getBean(Registration.class)).isInstanceOf(EurekaRegistration.class);
			assertThat(application.getBean(AutoServiceRegistration.class))
				.isInstanceOf(EurekaAutoServiceRegistration.class);
			assertThat(application.getBean(StarlingServiceRegistry.class)).isNotNull();
			assertThat(application.getBean(StarlingRegistration.class)).isNotNull();
			eventually(() -> assertThat(application.getBean(DiscoveryClient.class).getInstances("orders")).hasSize(1));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void startsBesideEurekaAndConsulAndWorksWithoutAnAgent(boolean union) {
		try (TestMesh mesh = new TestMesh()) {
			// Port 9 is nobody's: no agent answers. Of Eureka and Consul only one can
			// register, with Starling or without, or Spring Cloud's endpoint does not
			// start; discovery is there with both.
			ConfigurableApplicationContext application = mesh.start("orders", Application.class,
					"eureka.client.enabled=true", "eureka.client.register-with-eureka=false",
					"eureka.client.fetch-registry=false", "spring.cloud.consul.enabled=true",
					"spring.cloud.consul.port=9", "spring.cloud.consul.service-registry.enabled=false",
					"spring.cloud.discovery.client.simple.instances.orders[0].uri=http://10.0.0.1:8080",
					"starling.union=" + union);
			assertThat(application.getBeansOfType(DiscoveryClient.class).values()).extracting(Object::getClass)
				.contains(StarlingDiscoveryClient.class, EurekaDiscoveryClient.class, ConsulDiscoveryClient.class);
			eventually(() -> check(application.getBean(DiscoveryClient.class).getInstances("orders"), union));
			eventually(() -> check(
					application.getBean(ReactiveDiscoveryClient.class).getInstances("orders").collectList().block(),
					union));
		}
	}

	@Test
	void startsAndLeavesConsulTheSinglePlaces() {
		try (TestMesh mesh = new TestMesh()) {
			ConfigurableApplicationContext application = mesh.start("orders", Application.class,
					"spring.cloud.consul.enabled=true", "spring.cloud.consul.port=9",
					"spring.cloud.consul.discovery.fail-fast=false");
			assertThat(application.getBean(ServiceRegistry.class)).isInstanceOf(ConsulServiceRegistry.class);
			assertThat(application.getBean(Registration.class)).isInstanceOf(ConsulRegistration.class);
			assertThat(application.getBean(StarlingServiceRegistry.class)).isNotNull();
			assertThat(application.getBean(StarlingRegistration.class)).isNotNull();
			eventually(() -> assertThat(application.getBean(DiscoveryClient.class).getInstances("orders")).hasSize(1));
		}
	}

	private static void check(List<ServiceInstance> instances, boolean union) {
		assertThat(instances).hasSize(union ? 2 : 1).first().isInstanceOf(StarlingServiceInstance.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

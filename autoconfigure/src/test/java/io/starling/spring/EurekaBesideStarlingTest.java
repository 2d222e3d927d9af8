package io.starling.spring;

import io.starling.spring.registration.StarlingRegistration;
import io.starling.spring.registration.StarlingServiceRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.netflix.eureka.serviceregistry.EurekaAutoServiceRegistration;
import org.springframework.cloud.netflix.eureka.serviceregistry.EurekaRegistration;
import org.springframework.cloud.netflix.eureka.serviceregistry.EurekaServiceRegistry;
import org.springframework.context.ConfigurableApplicationContext;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that migrates has both registries on its class path, and registers with
 * both.
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

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

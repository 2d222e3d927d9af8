package io.starling.spring.autoconfigure.endpoint;

import java.util.UUID;

import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.autoconfigure.registration.StarlingServiceRegistryAutoConfiguration;
import io.starling.spring.endpoint.StarlingEndpoint;
import io.starling.spring.endpoint.StarlingWebEndpointExtension;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class StarlingEndpointAutoConfigurationTest {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(StarlingAutoConfiguration.class, StarlingServiceRegistryAutoConfiguration.class,
						StarlingEndpointAutoConfiguration.class, UtilAutoConfiguration.class))
		.withPropertyValues("starling.mesh=test-" + UUID.randomUUID(), "starling.port=0", "starling.seeds=",
				"spring.jmx.enabled=true");

	@Test
	void isThereWhereItIsExposed() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=starling")
			.run((context) -> assertThat(context).hasSingleBean(StarlingEndpoint.class)
				.hasSingleBean(StarlingWebEndpointExtension.class));
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(StarlingEndpoint.class)
				.doesNotHaveBean(StarlingWebEndpointExtension.class));
	}

	@Test
	void changesNothingButOverHttp() {
		this.runner
			.withPropertyValues("management.endpoints.web.exposure.include=health",
					"management.endpoints.jmx.exposure.include=starling")
			.run((context) -> assertThat(context).hasSingleBean(StarlingEndpoint.class)
				.doesNotHaveBean(StarlingWebEndpointExtension.class));
	}

	@Test
	void isNotThereWhereBootSaysThatNobodyHasAccess() {
		this.runner
			.withPropertyValues("management.endpoints.web.exposure.include=starling",
					"management.endpoint.starling.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(StarlingEndpoint.class));
	}

}

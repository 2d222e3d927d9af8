package io.starling.spring.autoconfigure.endpoint;

import io.starling.mesh.Mesh;
import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.autoconfigure.StarlingProperties;
import io.starling.spring.autoconfigure.registration.StarlingServiceRegistryAutoConfiguration;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.endpoint.StarlingEndpoint;
import io.starling.spring.endpoint.StarlingWebEndpointExtension;
import io.starling.spring.registration.StarlingRegistration;
import io.starling.spring.registration.StarlingServiceRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Adds the actuator endpoint {@code starling}.
 */
@AutoConfiguration(after = { StarlingAutoConfiguration.class, StarlingServiceRegistryAutoConfiguration.class })
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean({ Mesh.class, ServiceCatalogue.class })
@ConditionalOnAvailableEndpoint(StarlingEndpoint.class)
public final class StarlingEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	StarlingEndpoint starlingEndpoint(Mesh mesh, ServiceCatalogue catalogue) {
		return new StarlingEndpoint(mesh, catalogue);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean({ StarlingEndpoint.class, StarlingServiceRegistry.class })
	@ConditionalOnAvailableEndpoint(endpoint = StarlingEndpoint.class, exposure = EndpointExposure.WEB)
	StarlingWebEndpointExtension starlingWebEndpointExtension(Mesh mesh, StarlingServiceRegistry registry,
			ObjectProvider<StarlingRegistration> registration, StarlingProperties properties) {
		return new StarlingWebEndpointExtension(mesh, registry, registration::getIfAvailable,
				properties.endpoint().writeEnabled());
	}

}

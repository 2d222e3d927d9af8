package io.starling.spring.autoconfigure.endpoint;

import io.starling.mesh.Mesh;
import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.endpoint.StarlingEndpoint;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Adds the actuator endpoint {@code starling}.
 */
@AutoConfiguration(after = StarlingAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean({ Mesh.class, ServiceCatalogue.class })
@ConditionalOnAvailableEndpoint(StarlingEndpoint.class)
public final class StarlingEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	StarlingEndpoint starlingEndpoint(Mesh mesh, ServiceCatalogue catalogue) {
		return new StarlingEndpoint(mesh, catalogue);
	}

}

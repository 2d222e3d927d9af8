package io.starling.spring.autoconfigure.health;

import io.starling.mesh.Mesh;
import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.health.StarlingHealthIndicator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Adds the health component {@code starling}.
 */
@AutoConfiguration(after = StarlingAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean({ Mesh.class, ServiceCatalogue.class })
@ConditionalOnEnabledHealthIndicator("starling")
public final class StarlingHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "starlingHealthIndicator", "starlingHealthContributor" })
	StarlingHealthIndicator starlingHealthContributor(Mesh mesh, ServiceCatalogue catalogue) {
		return new StarlingHealthIndicator(mesh, catalogue);
	}

}

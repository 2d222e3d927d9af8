package io.starling.spring.autoconfigure.health;

import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.autoconfigure.StarlingProperties;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.health.RequiredServicesHealthIndicator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Adds the health component {@value RequiredServicesHealthIndicator#NAME} where services
 * are required.
 */
@AutoConfiguration(after = StarlingAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ServiceCatalogue.class)
@Conditional(OnRequiredServices.class)
@ConditionalOnEnabledHealthIndicator("required-services")
public final class StarlingRequiredServicesAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RequiredServicesHealthIndicator requiredServicesHealthContributor(ServiceCatalogue catalogue,
			StarlingProperties properties) {
		return new RequiredServicesHealthIndicator(catalogue, properties.health().requiredServices());
	}

}

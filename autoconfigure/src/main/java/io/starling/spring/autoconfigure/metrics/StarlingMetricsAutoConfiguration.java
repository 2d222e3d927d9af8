package io.starling.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.starling.mesh.Mesh;
import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.metrics.DrainTimer;
import io.starling.spring.metrics.StarlingMetrics;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Adds the mesh's meters where there is a registry for them.
 */
@AutoConfiguration(after = StarlingAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ Mesh.class, ServiceCatalogue.class, MeterRegistry.class })
public final class StarlingMetricsAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	StarlingMetrics starlingMetrics(Mesh mesh, ServiceCatalogue catalogue) {
		return new StarlingMetrics(mesh, catalogue);
	}

	@Bean
	@ConditionalOnMissingBean
	DrainTimer starlingDrainTimer(MeterRegistry registry) {
		return new DrainTimer(registry);
	}

}

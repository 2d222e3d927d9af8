package io.starling.spring.autoconfigure.metrics;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.starling.mesh.model.Confirmation;
import io.starling.spring.registration.DrainedEvent;
import io.starling.mesh.Mesh;
import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.metrics.DrainTimer;
import io.starling.spring.metrics.StarlingMetrics;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class StarlingMetricsAutoConfigurationTest {

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(StarlingAutoConfiguration.class,
				StarlingMetricsAutoConfiguration.class, UtilAutoConfiguration.class))
		.withPropertyValues("starling.mesh=test-" + UUID.randomUUID(), "starling.port=0", "starling.seeds=");

	private final ApplicationContextRunner runner = this.withoutRegistry
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));

	@Test
	void bindsTheMeters() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("starling.members").tag("liveness", "alive").gauge().value()).isEqualTo(1);
			assertThat(registry.get("starling.condition").tag("condition", "alone").gauge().value()).isEqualTo(1);
		});
	}

	@Test
	void recordsDrains() {
		this.runner.run((context) -> {
			context.publishEvent(new DrainedEvent(this, new Confirmation(1, 1), Duration.ofSeconds(2)));
			assertThat(context.getBean(MeterRegistry.class).get("starling.drain").timer().totalTime(TimeUnit.SECONDS))
				.isEqualTo(2);
		});
	}

	@Test
	void bindsToSeveralRegistries() {
		this.runner.withConfiguration(AutoConfigurations.of(PrometheusMetricsExportAutoConfiguration.class))
			.withUserConfiguration(WithRegistry.class)
			.run((context) -> assertThat(context.getBeansOfType(MeterRegistry.class).values()).hasSize(3)
				.allSatisfy((registry) -> assertThat(registry.find("starling.links").gauge()).isNotNull()));
	}

	@Test
	void leavesItOutWhereThereIsNoRegistry() {
		this.withoutRegistry.run((context) -> assertThat(context).hasSingleBean(Mesh.class)
			.doesNotHaveBean(StarlingMetrics.class)
			.doesNotHaveBean(DrainTimer.class));
	}

	@Test
	void leavesItOutWhereThereIsNoMicrometer() {
		this.withoutRegistry.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Mesh.class)
				.doesNotHaveBean(DrainTimer.class));
	}

	@Test
	void leavesItOutWhereStarlingIsOff() {
		this.runner.withPropertyValues("starling.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StarlingMetrics.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class WithRegistry {

		@Bean
		SimpleMeterRegistry simpleMeterRegistry() {
			return new SimpleMeterRegistry();
		}

	}

}

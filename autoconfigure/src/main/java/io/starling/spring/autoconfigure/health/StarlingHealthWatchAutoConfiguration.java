package io.starling.spring.autoconfigure.health;

import java.util.Objects;

import io.starling.spring.autoconfigure.StarlingProperties;
import io.starling.spring.autoconfigure.registration.StarlingServiceRegistryAutoConfiguration;
import io.starling.spring.health.ApplicationHealth;
import io.starling.spring.health.HealthWatch;
import io.starling.spring.registration.StarlingAutoServiceRegistration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Lets the application's health into its row, where a health group was chosen for that.
 */
@AutoConfiguration(after = { StarlingServiceRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class })
@ConditionalOnClass({ HealthEndpoint.class, HealthEndpointAutoConfiguration.class })
@ConditionalOnBean({ HealthEndpoint.class, HealthEndpointGroups.class, StarlingAutoServiceRegistration.class })
@ConditionalOnProperty("starling.health.group")
public final class StarlingHealthWatchAutoConfiguration {

	@Bean
	HealthWatch starlingHealthWatch(HealthEndpoint endpoint, HealthEndpointGroups groups,
			StarlingAutoServiceRegistration registration, StarlingProperties properties, Environment environment) {
		String name = Objects.requireNonNull(properties.health().group());
		HealthEndpointGroup group = groups.get(name);
		if (group == null) {
			throw new InvalidConfigurationPropertyValueException("starling.health.group", name,
					"There is no such health group. There are: " + groups.getNames()
							+ ". Define one with management.endpoint.health.group." + name + ".include");
		}
		return new HealthWatch(new ApplicationHealth(endpoint, name, group), registration,
				() -> scheduler(Threading.VIRTUAL.isActive(environment)), properties.health().interval());
	}

	private static SimpleAsyncTaskScheduler scheduler(boolean virtualThreads) {
		SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
		scheduler.setThreadNamePrefix("starling-health-");
		scheduler.setVirtualThreads(virtualThreads);
		return scheduler;
	}

}

package io.starling.spring.autoconfigure.discovery;

import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.autoconfigure.StarlingProperties;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import io.starling.spring.union.FirstReactiveDiscoveryClient;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryHealthIndicatorEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.actuator.HasFeatures;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicatorProperties;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the catalogue a {@code ReactiveDiscoveryClient}, which load balancers use for
 * blocking calls, too, wherever {@code WebClient} is on the class path.
 */
@AutoConfiguration(after = StarlingAutoConfiguration.class,
		before = { ReactiveCompositeDiscoveryClientAutoConfiguration.class,
				SimpleReactiveDiscoveryClientAutoConfiguration.class, ReactiveCommonsClientAutoConfiguration.class })
@ConditionalOnClass(Flux.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnReactiveDiscoveryEnabled
@ConditionalOnBean(ServiceCatalogue.class)
public final class StarlingReactiveDiscoveryClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	StarlingReactiveDiscoveryClient starlingReactiveDiscoveryClient(ServiceCatalogue catalogue,
			StarlingProperties properties) {
		return new StarlingReactiveDiscoveryClient(catalogue, properties.order());
	}

	/** In the place of Spring Cloud's, which applications inject. */
	@Bean
	@ConditionalOnBooleanProperty(name = "starling.union", havingValue = false, matchIfMissing = true)
	static BeanPostProcessor starlingFirstReactive() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessBeforeInitialization(Object bean, String beanName) {
				// Not what an application made of the class for itself.
				return (bean.getClass() == ReactiveCompositeDiscoveryClient.class) ? new FirstReactiveDiscoveryClient(
						((ReactiveCompositeDiscoveryClient) bean).getDiscoveryClients()) : bean;
			}

		};
	}

	@Bean
	HasFeatures starlingReactiveFeatures() {
		return HasFeatures.namedFeature("Starling, reactive", StarlingReactiveDiscoveryClient.class);
	}

	/** Spring Cloud makes none for clients that it does not know. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ReactiveHealthIndicator.class)
	@ConditionalOnDiscoveryHealthIndicatorEnabled
	@EnableConfigurationProperties(DiscoveryClientHealthIndicatorProperties.class)
	static final class HealthConfiguration {

		@Bean
		ReactiveDiscoveryClientHealthIndicator starlingReactiveDiscoveryClientHealthIndicator(
				StarlingReactiveDiscoveryClient client, DiscoveryClientHealthIndicatorProperties properties) {
			return new ReactiveDiscoveryClientHealthIndicator(client, properties);
		}

	}

}

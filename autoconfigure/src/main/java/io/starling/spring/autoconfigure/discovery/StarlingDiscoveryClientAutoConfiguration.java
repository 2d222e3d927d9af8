package io.starling.spring.autoconfigure.discovery;

import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.autoconfigure.StarlingProperties;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.StarlingDiscoveryClient;
import io.starling.spring.union.FirstDiscoveryClient;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.actuator.HasFeatures;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Makes the catalogue a {@code DiscoveryClient}. Before Spring Cloud's own, whose health
 * indicator asks whether there is one.
 */
@AutoConfiguration(after = StarlingAutoConfiguration.class,
		before = { CompositeDiscoveryClientAutoConfiguration.class, SimpleDiscoveryClientAutoConfiguration.class,
				CommonsClientAutoConfiguration.class })
@ConditionalOnDiscoveryEnabled
@ConditionalOnBlockingDiscoveryEnabled
@ConditionalOnBean(ServiceCatalogue.class)
public final class StarlingDiscoveryClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	StarlingDiscoveryClient starlingDiscoveryClient(ServiceCatalogue catalogue, StarlingProperties properties) {
		return new StarlingDiscoveryClient(catalogue, properties.order());
	}

	/** In the place of Spring Cloud's, which applications inject. */
	@Bean
	@ConditionalOnBooleanProperty(name = "starling.union", havingValue = false, matchIfMissing = true)
	static BeanPostProcessor starlingFirstBlocking() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessBeforeInitialization(Object bean, String beanName) {
				// Not what an application made of the class for itself.
				return (bean.getClass() == CompositeDiscoveryClient.class)
						? new FirstDiscoveryClient(((CompositeDiscoveryClient) bean).getDiscoveryClients()) : bean;
			}

		};
	}

	@Bean
	HasFeatures starlingFeatures() {
		return HasFeatures.namedFeature("Starling", StarlingDiscoveryClient.class);
	}

}

package io.starling.spring.autoconfigure.union;

import io.starling.spring.union.UnionDiscoveryClient;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.context.annotation.Bean;

/**
 * Puts the union of all discovery clients in the place of Spring Cloud's composite. In
 * its place, not beside it: it is the one that applications and health indicators inject.
 */
@AutoConfiguration
@ConditionalOnDiscoveryEnabled
@ConditionalOnBlockingDiscoveryEnabled
@ConditionalOnBooleanProperty("starling.union")
@ConditionalOnBooleanProperty(name = "starling.enabled", matchIfMissing = true)
public final class StarlingUnionAutoConfiguration {

	@Bean
	static BeanPostProcessor starlingUnion() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessBeforeInitialization(Object bean, String beanName) {
				// Not what an application made of the class for itself.
				return (bean.getClass() == CompositeDiscoveryClient.class)
						? new UnionDiscoveryClient(((CompositeDiscoveryClient) bean).getDiscoveryClients()) : bean;
			}

		};
	}

}

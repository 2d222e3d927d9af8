package io.starling.spring.autoconfigure.union;

import io.starling.spring.union.UnionReactiveDiscoveryClient;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClient;
import org.springframework.context.annotation.Bean;

/**
 * Puts the union of all reactive discovery clients in the place of Spring Cloud's
 * composite.
 */
@AutoConfiguration
@ConditionalOnClass(Flux.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnReactiveDiscoveryEnabled
@ConditionalOnBooleanProperty("starling.union")
@ConditionalOnBooleanProperty(name = "starling.enabled", matchIfMissing = true)
public final class StarlingReactiveUnionAutoConfiguration {

	@Bean
	static BeanPostProcessor starlingReactiveUnion() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessBeforeInitialization(Object bean, String beanName) {
				// Not what an application made of the class for itself.
				return (bean.getClass() == ReactiveCompositeDiscoveryClient.class) ? new UnionReactiveDiscoveryClient(
						((ReactiveCompositeDiscoveryClient) bean).getDiscoveryClients()) : bean;
			}

		};
	}

}

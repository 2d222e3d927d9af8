package io.starling.spring.autoconfigure.loadbalancer;

import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.autoconfigure.StarlingProperties;
import io.starling.spring.discovery.ServiceCatalogue;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.config.LoadBalancerZoneConfig;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Lets load balancers read the mesh itself, whatever the service. Before those who make a
 * {@code LoadBalancerZoneConfig} of their own if there is none.
 */
@AutoConfiguration(after = StarlingAutoConfiguration.class,
		beforeName = { "org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration",
				"org.springframework.cloud.netflix.eureka.loadbalancer.LoadBalancerEurekaAutoConfiguration" })
@ConditionalOnClass(LoadBalancerClientFactory.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBooleanProperty(name = "spring.cloud.loadbalancer.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "starling.load-balancer.enabled", matchIfMissing = true)
@ConditionalOnBean(ServiceCatalogue.class)
@EnableConfigurationProperties(StarlingProperties.class)
@LoadBalancerClients(defaultConfiguration = StarlingLoadBalancerClientConfiguration.class)
public final class StarlingLoadBalancerAutoConfiguration {

	/** The zone of the member, so that preferring the own zone needs no second word. */
	@Bean
	@ConditionalOnMissingBean
	LoadBalancerZoneConfig starlingLoadBalancerZoneConfig(Environment environment, StarlingProperties properties) {
		String zone = environment.getProperty("spring.cloud.loadbalancer.zone");
		return new LoadBalancerZoneConfig(StringUtils.hasText(zone) ? zone : properties.zone());
	}

}

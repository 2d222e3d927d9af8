package io.starling.spring.autoconfigure.loadbalancer;

import io.starling.spring.loadbalancer.SupplierChain;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * What each service's load balancer gets in a context of its own, before Spring Cloud's
 * default. A supplier of the user's comes first: one for a single service, because it is
 * there before; one for all services, which may come after, because ours is only a
 * fallback. Public, because code generated ahead of time names it in another package.
 */
@Configuration(proxyBeanMethods = false)
public final class StarlingLoadBalancerClientConfiguration {

	// Before Spring Cloud's, which have 193827465 and the next.
	private static final int ORDER = 193827400;

	/** Where {@code WebClient} is on the class path, for blocking callers, too. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnReactiveDiscoveryEnabled
	@Conditional(OnKnownChain.class)
	@Order(ORDER)
	static class ReactiveConfiguration {

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		ServiceInstanceListSupplier starlingServiceInstanceListSupplier(ConfigurableApplicationContext context) {
			return SupplierChain.of(context.getEnvironment()).orElseThrow().build(context, true);
		}

	}

	/** Where it is not, or must not be used. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBlockingDiscoveryEnabled
	@Conditional(OnKnownChain.class)
	@Order(ORDER + 1)
	static class BlockingConfiguration {

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		ServiceInstanceListSupplier starlingServiceInstanceListSupplier(ConfigurableApplicationContext context) {
			return SupplierChain.of(context.getEnvironment()).orElseThrow().build(context, false);
		}

	}

	/** Whatever else is asked for is left to Spring Cloud. */
	static final class OnKnownChain implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return SupplierChain.of(context.getEnvironment()).isPresent();
		}

	}

}

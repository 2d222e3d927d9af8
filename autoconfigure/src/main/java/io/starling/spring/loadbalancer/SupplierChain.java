package io.starling.spring.loadbalancer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.springframework.cloud.client.loadbalancer.LoadBalancerProperties;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplierBuilder;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.cloud.loadbalancer.support.LoadBalancerEnvironmentPropertyUtils;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The suppliers that {@code spring.cloud.loadbalancer.configurations} asks for, on top of
 * the mesh. The same as Spring Cloud's, but for their base and for the cache, which they
 * do not have.
 */
public enum SupplierChain {

	/** All instances. */
	DEFAULT,

	/** Instances of the own zone, if there are any. */
	ZONE_PREFERENCE,

	/** Instances whose health endpoint says that they are well, or all if none does. */
	HEALTH_CHECK,

	/** The instance that a cookie of the request names. */
	REQUEST_BASED_STICKY_SESSION,

	/** The instance that was chosen before. */
	SAME_INSTANCE_PREFERENCE,

	/** Each instance as often as its weight says. */
	WEIGHTED,

	/** A part of the instances, another one for each caller. */
	SUBSET,

	/** Instances that offer the version of the API that the request asks for. */
	API_VERSION;

	private static final String PROPERTY = "configurations";

	/**
	 * Returns the chain that the properties ask for, of one service or of all.
	 * @param environment the environment of one service's load balancer
	 * @return the chain; empty if they name none of them
	 */
	public static Optional<SupplierChain> of(Environment environment) {
		return Arrays.stream(values()).filter((chain) -> chain.isAskedFor(environment)).findFirst();
	}

	private boolean isAskedFor(Environment environment) {
		String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
		return (this == DEFAULT)
				? LoadBalancerEnvironmentPropertyUtils.equalToOrMissingForClientOrDefault(environment, PROPERTY, name)
				: LoadBalancerEnvironmentPropertyUtils.equalToForClientOrDefault(environment, PROPERTY, name);
	}

	/**
	 * Builds the chain.
	 * @param context the context of one service's load balancer
	 * @param reactive whether {@code WebClient} is there, and may be used
	 * @return the uppermost supplier
	 */
	public ServiceInstanceListSupplier build(ConfigurableApplicationContext context, boolean reactive) {
		StarlingServiceInstanceListSupplier base = StarlingServiceInstanceListSupplier.of(context);
		ServiceInstanceListSupplierBuilder builder = ServiceInstanceListSupplier.builder().withBase(base);
		return (switch (this) {
			case DEFAULT -> builder;
			case ZONE_PREFERENCE -> builder.withZonePreference();
			case HEALTH_CHECK ->
				present(healthChecks(builder.withBase(followed(base, context)), context, reactive), base);
			case REQUEST_BASED_STICKY_SESSION -> builder.withRequestBasedStickySession();
			case SAME_INSTANCE_PREFERENCE -> present(builder.withSameInstancePreference(), base);
			case WEIGHTED -> builder.withWeighted();
			case SUBSET -> builder.withSubset();
			case API_VERSION -> reactive ? builder.withReactiveApiVersioning() : builder.withBlockingApiVersioning();
		}).build(context);
	}

	private static FollowedInstances followed(StarlingServiceInstanceListSupplier base,
			ConfigurableApplicationContext context) {
		LoadBalancerProperties properties = context.getBean(LoadBalancerClientFactory.class)
			.getProperties(base.getServiceId());
		return new FollowedInstances(base, properties.getHealthCheck());
	}

	private static ServiceInstanceListSupplierBuilder present(ServiceInstanceListSupplierBuilder builder,
			StarlingServiceInstanceListSupplier base) {
		return builder.with((context, delegate) -> new PresentInstances(delegate, base.mesh()));
	}

	// Spring Cloud's order; but where an application has none of these, Spring Cloud has
	// no supplier at all, and every call fails.
	private static ServiceInstanceListSupplierBuilder healthChecks(ServiceInstanceListSupplierBuilder builder,
			ConfigurableApplicationContext context, boolean reactive) {
		WebClient.Builder webClient = reactive ? context.getBeanProvider(WebClient.Builder.class).getIfUnique() : null;
		if (webClient != null) {
			return builder.withHealthChecks(webClient.build());
		}
		RestTemplate restTemplate = context.getBeanProvider(RestTemplate.class).getIfUnique();
		if (restTemplate != null) {
			return builder.withBlockingHealthChecks(restTemplate);
		}
		RestClient restClient = context.getBeanProvider(RestClient.class).getIfUnique(RestClient::create);
		return builder.withBlockingHealthChecks(restClient);
	}

}

package io.starling.spring.loadbalancer;

import java.util.ArrayList;
import java.util.List;

import io.starling.spring.discovery.StarlingDiscoveryClient;
import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClient;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.cloud.loadbalancer.core.CachingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.DiscoveryClientServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Asks the application's other discovery clients one after the other, the reactive ones
 * first, until one knows the service. One that fails or hangs does not keep the next from
 * answering.
 */
final class OtherClients implements ServiceInstanceListSupplier {

	private static final Log logger = LogFactory.getLog(OtherClients.class);

	private final String serviceId;

	private final Flux<List<ServiceInstance>> instances;

	private OtherClients(String serviceId, List<Flux<List<ServiceInstance>>> clients) {
		this.serviceId = serviceId;
		this.instances = Flux.fromIterable(clients)
			.concatMap((client) -> client.onErrorResume(this::unanswered))
			.filter((list) -> !list.isEmpty())
			.next()
			.defaultIfEmpty(List.of())
			.flux();
	}

	/**
	 * Returns what asks the discovery clients of a context, its parents' included. Where
	 * the application has Spring Cloud's cache, their answers are kept there, as they
	 * would be without Starling, because asking them may cost a call of its own.
	 * @param context the context of one service's load balancer
	 * @return the supplier
	 */
	static ServiceInstanceListSupplier of(ConfigurableApplicationContext context) {
		Environment environment = context.getEnvironment();
		List<Flux<List<ServiceInstance>>> clients = new ArrayList<>();
		context.getBeanProvider(ReactiveDiscoveryClient.class)
			.orderedStream()
			.filter((client) -> !(client instanceof StarlingReactiveDiscoveryClient
					|| client instanceof ReactiveCompositeDiscoveryClient))
			.forEach(
					(client) -> clients.add(new DiscoveryClientServiceInstanceListSupplier(client, environment).get()));
		context.getBeanProvider(DiscoveryClient.class)
			.orderedStream()
			.filter((client) -> !(client instanceof StarlingDiscoveryClient
					|| client instanceof CompositeDiscoveryClient))
			// The caller may be an event loop, which must not block.
			.forEach((client) -> clients.add(new DiscoveryClientServiceInstanceListSupplier(client, environment).get()
				.subscribeOn(Schedulers.boundedElastic())));
		OtherClients others = new OtherClients(LoadBalancerClientFactory.getName(environment), clients);
		LoadBalancerCacheManager cache = context.getBeanProvider(LoadBalancerCacheManager.class).getIfAvailable();
		return (cache != null) ? new CachingServiceInstanceListSupplier(others, cache) : others;
	}

	@Override
	public String getServiceId() {
		return this.serviceId;
	}

	@Override
	public Flux<List<ServiceInstance>> get() {
		return this.instances;
	}

	private Flux<List<ServiceInstance>> unanswered(Throwable failure) {
		logger.warn("A discovery client failed to look up the service '" + this.serviceId + "'", failure);
		return Flux.empty();
	}

}

package io.starling.spring.loadbalancer;

import java.util.ArrayList;
import java.util.List;

import io.starling.spring.discovery.StarlingDiscoveryClient;
import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import io.starling.spring.union.Addresses;
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
 * Asks the application's other discovery clients, the reactive ones first: one after the
 * other until one knows the service, or all at once. One that fails or hangs does not
 * keep the others from answering.
 */
final class OtherClients implements ServiceInstanceListSupplier {

	private static final Log logger = LogFactory.getLog(OtherClients.class);

	private final String serviceId;

	private final Flux<List<ServiceInstance>> instances;

	private OtherClients(String serviceId, Flux<List<ServiceInstance>> instances) {
		this.serviceId = serviceId;
		this.instances = instances;
	}

	/**
	 * Returns what asks the discovery clients of a context, its parents' included. Where
	 * the application has Spring Cloud's cache, their answers are kept there, as they
	 * would be without Starling, because asking them may cost a call of its own.
	 * @param context the context of one service's load balancer
	 * @param union whether to supply what all of them know, instead of what the first
	 * does
	 * @return the supplier
	 */
	static ServiceInstanceListSupplier of(ConfigurableApplicationContext context, boolean union) {
		String serviceId = LoadBalancerClientFactory.getName(context.getEnvironment());
		List<Flux<List<ServiceInstance>>> answers = clients(context).stream()
			.map((client) -> client.onErrorResume((failure) -> unanswered(serviceId, failure)))
			.toList();
		OtherClients others = new OtherClients(serviceId, union ? together(answers) : first(answers));
		LoadBalancerCacheManager cache = context.getBeanProvider(LoadBalancerCacheManager.class).getIfAvailable();
		return (cache != null) ? new CachingServiceInstanceListSupplier(others, cache) : others;
	}

	private static List<Flux<List<ServiceInstance>>> clients(ConfigurableApplicationContext context) {
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
		return clients;
	}

	private static Flux<List<ServiceInstance>> first(List<Flux<List<ServiceInstance>>> answers) {
		return Flux.concat(answers).filter((answer) -> !answer.isEmpty()).next().defaultIfEmpty(List.of()).flux();
	}

	private static Flux<List<ServiceInstance>> together(List<Flux<List<ServiceInstance>>> answers) {
		return Flux.mergeSequential(answers).collectList().map(Addresses::union).flux();
	}

	@Override
	public String getServiceId() {
		return this.serviceId;
	}

	@Override
	public Flux<List<ServiceInstance>> get() {
		return this.instances;
	}

	private static Flux<List<ServiceInstance>> unanswered(String serviceId, Throwable failure) {
		logger.warn("A discovery client failed to look up the service '" + serviceId + "'", failure);
		return Flux.empty();
	}

}

package io.starling.spring.discovery;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;

/**
 * Answers from the {@link ServiceCatalogue}, as it is at the moment of the subscription.
 */
public final class StarlingReactiveDiscoveryClient implements ReactiveDiscoveryClient {

	private final ServiceCatalogue catalogue;

	private final int order;

	/**
	 * Creates a client.
	 * @param catalogue the instances
	 * @param order the place among several discovery clients, the lowest is asked first
	 */
	public StarlingReactiveDiscoveryClient(ServiceCatalogue catalogue, int order) {
		this.catalogue = catalogue;
		this.order = order;
	}

	@Override
	public String description() {
		return "Starling Reactive Discovery Client";
	}

	@Override
	public Flux<ServiceInstance> getInstances(String serviceId) {
		return Flux.defer(() -> Flux.fromIterable(this.catalogue.instances(serviceId)));
	}

	@Override
	public Flux<String> getServices() {
		return Flux.defer(() -> Flux.fromIterable(this.catalogue.services()));
	}

	/** Completes at once, because memory always answers. */
	@Override
	public Mono<Void> reactiveProbe() {
		return Mono.empty();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

}

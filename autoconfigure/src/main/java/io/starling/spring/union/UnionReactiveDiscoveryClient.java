package io.starling.spring.union;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;

import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClient;

/**
 * Answers with the instances of all reactive discovery clients together: in their order,
 * of equal ones Starling's first, and each host and port once; those presumed dead last.
 * A client that fails costs only its own answer. All are asked at the same time, so that
 * a look-up takes as long as the slowest.
 */
public final class UnionReactiveDiscoveryClient extends ReactiveCompositeDiscoveryClient {

	private final ReactiveQuestions questions = new ReactiveQuestions();

	/**
	 * Creates a union.
	 * @param clients the clients to ask
	 */
	public UnionReactiveDiscoveryClient(Collection<ReactiveDiscoveryClient> clients) {
		super(StarlingFirst.of(clients, StarlingReactiveDiscoveryClient.class));
	}

	@Override
	public String description() {
		return "Union of Reactive Discovery Clients";
	}

	@Override
	public Flux<ServiceInstance> getInstances(String serviceId) {
		return Flux.defer(() -> {
			Addresses addresses = new Addresses();
			return this.questions.ask(getDiscoveryClients(), (client) -> client.getInstances(serviceId))
				.concatMapIterable(addresses::add)
				.concatWith(Flux.defer(() -> Flux.fromIterable(addresses.rest())));
		});
	}

	/** Of names that differ in case only, the first: most clients ignore the case. */
	@Override
	public Flux<String> getServices() {
		return this.questions.ask(getDiscoveryClients(), ReactiveDiscoveryClient::getServices)
			.concatMapIterable(Function.identity())
			.distinct((name) -> name.toLowerCase(Locale.ROOT));
	}

	/** Completes, because a client that fails costs only its own answer. */
	@Override
	public Mono<Void> reactiveProbe() {
		return getServices().then();
	}

}

package io.starling.spring.union;

import java.util.Collection;
import java.util.List;
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
 * of equal ones Starling's first, and each host and port once. A client that fails costs
 * only its own answer. All are asked at the same time, so that a look-up takes as long as
 * the slowest.
 */
public final class UnionReactiveDiscoveryClient extends ReactiveCompositeDiscoveryClient {

	private final BrokenClients broken = new BrokenClients();

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
			return askAll((client) -> client.getInstances(serviceId)).concatMapIterable(addresses::add);
		});
	}

	/** Of names that differ in case only, the first: most clients ignore the case. */
	@Override
	public Flux<String> getServices() {
		return askAll(ReactiveDiscoveryClient::getServices).concatMapIterable(Function.identity())
			.distinct((name) -> name.toLowerCase(Locale.ROOT));
	}

	/** Completes, because a client that fails costs only its own answer. */
	@Override
	public Mono<Void> reactiveProbe() {
		return getServices().then();
	}

	private <A> Flux<List<A>> askAll(Function<ReactiveDiscoveryClient, Flux<A>> question) {
		List<ReactiveDiscoveryClient> clients = getDiscoveryClients();
		return Flux.fromIterable(clients)
			.flatMapSequential((client) -> ask(client, question), Math.max(1, clients.size()));
	}

	private <A> Mono<List<A>> ask(ReactiveDiscoveryClient client, Function<ReactiveDiscoveryClient, Flux<A>> question) {
		return Flux.defer(() -> question.apply(client))
			.collectList()
			.doOnSuccess((answer) -> this.broken.answered(client, client.description()))
			.onErrorResume((failure) -> {
				this.broken.failed(client, client.description(), failure);
				return Mono.empty();
			});
	}

}

package io.starling.spring.union;

import java.util.List;
import java.util.function.Function;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;

/**
 * Asks several reactive clients at the same time. One that fails knows nothing. Safe on
 * any thread.
 */
final class ReactiveQuestions {

	private final BrokenClients broken = new BrokenClients();

	/** The answers, each whole, in the order of the clients. */
	<A> Flux<List<A>> ask(List<ReactiveDiscoveryClient> clients, Function<ReactiveDiscoveryClient, Flux<A>> question) {
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

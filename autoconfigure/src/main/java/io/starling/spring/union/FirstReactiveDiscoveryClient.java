package io.starling.spring.union;

import java.util.List;

import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClient;

/**
 * Answers with what the first reactive client says that knows a service, as Spring
 * Cloud's composite does. But where the mesh lists only instances that are presumed dead,
 * all others are asked before, and one that fails then costs only its own answer.
 */
public final class FirstReactiveDiscoveryClient extends ReactiveCompositeDiscoveryClient {

	private final ReactiveQuestions questions = new ReactiveQuestions();

	/**
	 * Creates a client of clients.
	 * @param clients the clients to ask
	 */
	public FirstReactiveDiscoveryClient(List<ReactiveDiscoveryClient> clients) {
		super(clients);
	}

	@Override
	public Flux<ServiceInstance> getInstances(String serviceId) {
		return listed(serviceId).flatMapMany((listed) -> Addresses.areLastResort(listed)
				? others(serviceId).defaultIfEmpty(listed).flatMapIterable((answer) -> answer)
				: super.getInstances(serviceId));
	}

	/** What the mesh lists, which costs next to nothing. */
	private Mono<List<ServiceInstance>> listed(String serviceId) {
		return Flux.fromIterable(getDiscoveryClients())
			.filter(StarlingReactiveDiscoveryClient.class::isInstance)
			.concatMap((client) -> client.getInstances(serviceId))
			.collectList();
	}

	/** What the first of the others says, by their order, that says anything. */
	private Mono<List<ServiceInstance>> others(String serviceId) {
		List<ReactiveDiscoveryClient> others = getDiscoveryClients().stream()
			.filter((client) -> !(client instanceof StarlingReactiveDiscoveryClient))
			.toList();
		return this.questions.ask(others, (client) -> client.getInstances(serviceId))
			.filter((answer) -> !answer.isEmpty())
			.next();
	}

}

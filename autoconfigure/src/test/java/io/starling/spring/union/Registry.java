package io.starling.spring.union;

import java.util.List;

import reactor.core.publisher.Flux;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;

/**
 * Another registry, and its two clients.
 */
final class Registry {

	private final int order;

	private final List<ServiceInstance> instances;

	List<String> services = List.of("Orders");

	volatile boolean working = true;

	Registry(int order, ServiceInstance... instances) {
		this.order = order;
		this.instances = List.of(instances);
	}

	private <T> T answer(T answer) {
		if (!this.working) {
			throw new IllegalStateException("as the test wants");
		}
		return answer;
	}

	DiscoveryClient blocking() {
		return new DiscoveryClient() {

			@Override
			public String description() {
				return "test registry";
			}

			@Override
			public List<ServiceInstance> getInstances(String serviceId) {
				return answer(Registry.this.instances);
			}

			@Override
			public List<String> getServices() {
				return answer(Registry.this.services);
			}

			@Override
			public int getOrder() {
				return Registry.this.order;
			}

		};
	}

	ReactiveDiscoveryClient reactive() {
		return new ReactiveDiscoveryClient() {

			@Override
			public String description() {
				return "reactive test registry";
			}

			@Override
			public Flux<ServiceInstance> getInstances(String serviceId) {
				return Flux.defer(() -> Flux.fromIterable(answer(Registry.this.instances)));
			}

			@Override
			public Flux<String> getServices() {
				return Flux.fromIterable(answer(Registry.this.services));
			}

			@Override
			public int getOrder() {
				return Registry.this.order;
			}

		};
	}

}

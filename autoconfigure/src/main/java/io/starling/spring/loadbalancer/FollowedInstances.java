package io.starling.spring.loadbalancer;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.starling.mesh.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.LoadBalancerProperties;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;

/**
 * Supplies the instances now, and again after each change in the mesh, without an end:
 * for health checks, which otherwise would work for ever on the list with which they
 * began. Suspected instances are among them, because a suspicion that passes is no
 * change.
 */
final class FollowedInstances implements ServiceInstanceListSupplier {

	private final StarlingServiceInstanceListSupplier source;

	private final LoadBalancerProperties.HealthCheck settings;

	FollowedInstances(StarlingServiceInstanceListSupplier source, LoadBalancerProperties.HealthCheck settings) {
		this.source = source;
		this.settings = settings;
	}

	@Override
	public String getServiceId() {
		return this.source.getServiceId();
	}

	@Override
	public Flux<List<ServiceInstance>> get() {
		// Not on the mesh's thread, because checks may block.
		return Flux.merge(changes(), refetches())
			.publishOn(Schedulers.boundedElastic(), 1)
			.concatMap((occasion) -> this.source.all());
	}

	private Flux<?> changes() {
		MeshInstances mesh = this.source.mesh();
		return Flux.<List<ServiceInstance>>create((sink) -> {
			Subscription subscription = mesh.catalogue().watch(() -> sink.next(mesh.all()));
			sink.onDispose(subscription::close);
			sink.next(mesh.all());
		}, FluxSink.OverflowStrategy.LATEST).distinctUntilChanged(Function.identity(), FollowedInstances::same);
	}

	// What other discovery clients list changes without a word.
	private Flux<?> refetches() {
		return this.settings.getRefetchInstances()
				? Flux.interval(this.settings.getRefetchInstancesInterval()).onBackpressureDrop() : Flux.never();
	}

	// Instances are equal by their names alone, but an address is a change, too. What did
	// not change is the same object.
	private static boolean same(List<ServiceInstance> before, List<ServiceInstance> after) {
		return before.size() == after.size()
				&& IntStream.range(0, before.size()).allMatch((i) -> before.get(i) == after.get(i));
	}

}

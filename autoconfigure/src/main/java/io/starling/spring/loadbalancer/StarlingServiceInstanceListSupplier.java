package io.starling.spring.loadbalancer;

import java.util.List;
import java.util.function.Supplier;

import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.union.Addresses;
import reactor.core.publisher.Flux;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.function.SingletonSupplier;

/**
 * Supplies what the {@link ServiceCatalogue} lists at the moment of the call: memory is
 * read, and nothing is kept. Suspected instances are supplied only where there is no
 * other, those presumed dead only where no other discovery client knows one either. The
 * application's other discovery clients are asked only for a service of which the mesh
 * lists no other instance, or where {@code starling.union} wants all together; so
 * whatever is down elsewhere, a service of the mesh is found.
 * <p>
 * A chain of your own begins with it by
 * {@code builder.withBase(StarlingServiceInstanceListSupplier.of(context))}.
 */
public final class StarlingServiceInstanceListSupplier implements ServiceInstanceListSupplier {

	private final MeshInstances mesh;

	private final Supplier<ServiceInstanceListSupplier> others;

	private final boolean union;

	private StarlingServiceInstanceListSupplier(MeshInstances mesh, Supplier<ServiceInstanceListSupplier> others,
			boolean union) {
		this.mesh = mesh;
		this.others = others;
		this.union = union;
	}

	/**
	 * Returns the supplier for the service whose load balancer has its beans in a
	 * context.
	 * @param context the context that Spring Cloud LoadBalancer made for the service
	 * @return the supplier
	 */
	public static StarlingServiceInstanceListSupplier of(ConfigurableApplicationContext context) {
		String serviceId = LoadBalancerClientFactory.getName(context.getEnvironment());
		boolean union = context.getEnvironment().getProperty("starling.union", Boolean.class, false);
		// Most applications never need the others.
		return new StarlingServiceInstanceListSupplier(
				new MeshInstances(context.getBean(ServiceCatalogue.class), serviceId),
				SingletonSupplier.of(() -> OtherClients.of(context, union)), union);
	}

	@Override
	public String getServiceId() {
		return this.mesh.serviceId();
	}

	@Override
	public Flux<List<ServiceInstance>> get() {
		return Flux.defer(() -> orOthers(this.mesh.preferred()));
	}

	/** Supplies the suspected instances, too. */
	Flux<List<ServiceInstance>> all() {
		return Flux.defer(() -> orOthers(this.mesh.all()));
	}

	MeshInstances mesh() {
		return this.mesh;
	}

	private Flux<List<ServiceInstance>> orOthers(List<ServiceInstance> listed) {
		if (MeshInstances.isLastResort(listed)) {
			return this.others.get().get().map((others) -> others.isEmpty() ? listed : others);
		}
		return this.union ? this.others.get().get().map((others) -> Addresses.union(List.of(listed, others)))
				: Flux.just(listed);
	}

}

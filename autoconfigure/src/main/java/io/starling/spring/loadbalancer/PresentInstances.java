package io.starling.spring.loadbalancer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.starling.spring.discovery.StarlingServiceInstance;
import reactor.core.publisher.Flux;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;

/**
 * Stands above a supplier that remembers instances, and supplies of them only what the
 * mesh lists at present, as it is at present: no instance that is gone, no address from
 * before a restart. Where nothing is left of them, it supplies all that the mesh lists,
 * because an instance that nobody has looked at yet, or that is not well, is better than
 * none.
 */
final class PresentInstances extends DelegatingServiceInstanceListSupplier {

	private final MeshInstances mesh;

	PresentInstances(ServiceInstanceListSupplier delegate, MeshInstances mesh) {
		super(delegate);
		this.mesh = mesh;
	}

	@Override
	public Flux<List<ServiceInstance>> get() {
		return this.delegate.get().map(this::present);
	}

	@Override
	@SuppressWarnings("rawtypes")
	public Flux<List<ServiceInstance>> get(Request request) {
		return this.delegate.get(request).map(this::present);
	}

	private List<ServiceInstance> present(List<ServiceInstance> remembered) {
		List<ServiceInstance> listed = this.mesh.all();
		if (MeshInstances.isLastResort(listed)) {
			// What is left is what other discovery clients know.
			List<ServiceInstance> others = remembered.stream()
				.filter((instance) -> !(instance instanceof StarlingServiceInstance))
				.toList();
			if (listed.isEmpty() || !others.isEmpty()) {
				return others;
			}
		}
		Set<ServiceInstance> wanted = new HashSet<>(remembered);
		List<ServiceInstance> present = listed.stream().filter(wanted::contains).toList();
		return MeshInstances.preferred(present.isEmpty() ? listed : present);
	}

}

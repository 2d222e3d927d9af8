package io.starling.spring.loadbalancer;

import java.util.List;

import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.StarlingServiceInstance;

import org.springframework.cloud.client.ServiceInstance;

/**
 * The instances of one service that the mesh lists at present.
 *
 * @param catalogue all services
 * @param serviceId the service
 */
record MeshInstances(ServiceCatalogue catalogue, String serviceId) {

	/** All of them, the suspected ones last. */
	List<ServiceInstance> all() {
		return this.catalogue.instances(this.serviceId);
	}

	/** Those to call. */
	List<ServiceInstance> preferred() {
		return preferred(all());
	}

	/**
	 * Leaves out instances that are suspected, unless all are: a suspect may be alive,
	 * and is better than none.
	 * @param instances the suspected ones last, as the catalogue lists them
	 * @return the first of them
	 */
	static List<ServiceInstance> preferred(List<ServiceInstance> instances) {
		int trusted = instances.size();
		while (trusted > 0 && isSuspect(instances.get(trusted - 1))) {
			trusted--;
		}
		return (trusted == 0) ? instances : instances.subList(0, trusted);
	}

	private static boolean isSuspect(ServiceInstance instance) {
		return instance instanceof StarlingServiceInstance ours && ours.isSuspect();
	}

}

package io.starling.spring.loadbalancer;

import java.util.List;
import java.util.function.Predicate;

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

	/** All of them, the suspected ones last, and after them those presumed dead. */
	List<ServiceInstance> all() {
		return this.catalogue.instances(this.serviceId);
	}

	/** Those to call. */
	List<ServiceInstance> preferred() {
		return preferred(all());
	}

	/**
	 * Leaves out instances that are suspected, unless all are, and of these the ones
	 * presumed dead, unless all are: they may be alive, and are better than none.
	 * @param instances as the catalogue lists them: the suspected ones after the trusted,
	 * those presumed dead last
	 * @return the first of them
	 */
	static List<ServiceInstance> preferred(List<ServiceInstance> instances) {
		int trusted = count(instances, (instance) -> !instance.isSuspect());
		int first = (trusted > 0) ? trusted : count(instances, (instance) -> !instance.isPresumedDead());
		return (first == 0) ? instances : instances.subList(0, first);
	}

	/**
	 * Tells whether somebody else should be asked before any of these is called.
	 * @param instances as the catalogue lists them
	 * @return true if there are none, or only such as are presumed dead
	 */
	static boolean isLastResort(List<ServiceInstance> instances) {
		return count(instances, (instance) -> !instance.isPresumedDead()) == 0;
	}

	private static int count(List<ServiceInstance> instances, Predicate<StarlingServiceInstance> wanted) {
		int count = 0;
		while (count < instances.size()
				&& !(instances.get(count) instanceof StarlingServiceInstance ours && !wanted.test(ours))) {
			count++;
		}
		return count;
	}

}

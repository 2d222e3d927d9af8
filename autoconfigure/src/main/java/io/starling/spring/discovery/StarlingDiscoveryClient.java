package io.starling.spring.discovery;

import java.util.List;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Answers from the {@link ServiceCatalogue}: never blocks, never throws. Names keep the
 * case that their service gave them, and are found in any case.
 */
public final class StarlingDiscoveryClient implements DiscoveryClient {

	private final ServiceCatalogue catalogue;

	private final int order;

	/**
	 * Creates a client.
	 * @param catalogue the instances
	 * @param order the place among several discovery clients, the lowest is asked first
	 */
	public StarlingDiscoveryClient(ServiceCatalogue catalogue, int order) {
		this.catalogue = catalogue;
		this.order = order;
	}

	@Override
	public String description() {
		return "Starling Discovery Client";
	}

	@Override
	public List<ServiceInstance> getInstances(String serviceId) {
		return this.catalogue.instances(serviceId);
	}

	@Override
	public List<String> getServices() {
		return this.catalogue.services();
	}

	/**
	 * Does nothing, because memory always answers; how far it can be trusted is what the
	 * {@code starling} health indicator says.
	 */
	@Override
	public void probe() {
	}

	@Override
	public int getOrder() {
		return this.order;
	}

}

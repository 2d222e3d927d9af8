package io.starling.spring.loadbalancer;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * The discovery client of another registry, asked before the others.
 *
 * @param answer what it lists, whatever the service
 */
record OtherRegistry(Supplier<List<ServiceInstance>> answer) implements DiscoveryClient {

	static ServiceInstance instance(int port) {
		return new DefaultServiceInstance("elsewhere-1", "orders", "127.0.0.1", port, false);
	}

	@Override
	public String description() {
		return "a registry";
	}

	@Override
	public List<ServiceInstance> getInstances(String service) {
		return this.answer.get();
	}

	@Override
	public List<String> getServices() {
		return List.of("orders");
	}

	@Override
	public int getOrder() {
		return -1;
	}

}

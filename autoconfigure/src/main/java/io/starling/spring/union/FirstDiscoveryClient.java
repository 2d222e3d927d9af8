package io.starling.spring.union;

import java.util.List;
import java.util.Optional;

import io.starling.spring.discovery.StarlingDiscoveryClient;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;

/**
 * Answers with what the first client says that knows a service, as Spring Cloud's
 * composite does. But where the mesh lists only instances that are presumed dead, all
 * others are asked before, and one that throws then costs only its own answer.
 */
public final class FirstDiscoveryClient extends CompositeDiscoveryClient {

	private final BrokenClients broken = new BrokenClients();

	/**
	 * Creates a client of clients.
	 * @param clients the clients to ask
	 */
	public FirstDiscoveryClient(List<DiscoveryClient> clients) {
		super(clients);
	}

	@Override
	public List<ServiceInstance> getInstances(String serviceId) {
		for (DiscoveryClient client : getDiscoveryClients()) {
			if (client instanceof StarlingDiscoveryClient) {
				List<ServiceInstance> listed = client.getInstances(serviceId);
				if (Addresses.areLastResort(listed)) {
					return others(serviceId).orElse(listed);
				}
			}
		}
		return super.getInstances(serviceId);
	}

	private Optional<List<ServiceInstance>> others(String serviceId) {
		return getDiscoveryClients().stream()
			.filter((client) -> !(client instanceof StarlingDiscoveryClient))
			.map((client) -> this.broken.ask(client, (it) -> it.getInstances(serviceId)))
			.filter((answer) -> !answer.isEmpty())
			.findFirst();
	}

}

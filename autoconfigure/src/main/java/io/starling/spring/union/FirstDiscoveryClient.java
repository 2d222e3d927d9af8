package io.starling.spring.union;

import java.util.List;

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
		List<ServiceInstance> listed = listed(serviceId);
		if (!Addresses.areLastResort(listed)) {
			return super.getInstances(serviceId);
		}
		return getDiscoveryClients().stream()
			.filter((client) -> !(client instanceof StarlingDiscoveryClient))
			.map((client) -> this.broken.ask(client, (it) -> it.getInstances(serviceId)))
			.filter((answer) -> !answer.isEmpty())
			.findFirst()
			.orElse(listed);
	}

	/** What the mesh lists, which costs next to nothing. */
	private List<ServiceInstance> listed(String serviceId) {
		return getDiscoveryClients().stream()
			.filter(StarlingDiscoveryClient.class::isInstance)
			.flatMap((client) -> client.getInstances(serviceId).stream())
			.toList();
	}

}

package io.starling.spring.union;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.starling.spring.discovery.StarlingDiscoveryClient;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;

/**
 * Answers with the instances of all discovery clients together: in their order, of equal
 * ones Starling's first, and each host and port once; those presumed dead last. A client
 * that throws costs only its own answer. Each look-up takes as long as all clients
 * together.
 */
public final class UnionDiscoveryClient extends CompositeDiscoveryClient {

	private final BrokenClients broken = new BrokenClients();

	/**
	 * Creates a union.
	 * @param clients the clients to ask
	 */
	public UnionDiscoveryClient(Collection<DiscoveryClient> clients) {
		super(StarlingFirst.of(clients, StarlingDiscoveryClient.class));
	}

	@Override
	public String description() {
		return "Union of Discovery Clients";
	}

	@Override
	public List<ServiceInstance> getInstances(String serviceId) {
		return Addresses.union(getDiscoveryClients().stream()
			.map((client) -> this.broken.ask(client, (it) -> it.getInstances(serviceId)))
			.toList());
	}

	/** Of names that differ in case only, the first: most clients ignore the case. */
	@Override
	public List<String> getServices() {
		Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		getDiscoveryClients().forEach((client) -> names.addAll(this.broken.ask(client, DiscoveryClient::getServices)));
		return List.copyOf(names);
	}

	/**
	 * Succeeds if any client can answer, because then this one can.
	 * @throws RuntimeException what the last client threw if none can
	 */
	@Override
	public void probe() {
		RuntimeException failure = null;
		for (DiscoveryClient client : getDiscoveryClients()) {
			try {
				client.probe();
				return;
			}
			catch (RuntimeException ex) {
				failure = ex;
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

}

package io.starling.spring.union;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.starling.spring.address.Address;
import io.starling.spring.discovery.StarlingServiceInstance;

import org.springframework.cloud.client.ServiceInstance;

/**
 * Keeps an instance that two registries know from counting twice: of what a client says,
 * those are dropped whose host and port an earlier client named. What takes no requests
 * has no port to compare, and stays. Instances of the mesh that are presumed dead come
 * after all that others say, and in nobody's place. Serves one look-up.
 */
public final class Addresses {

	private final Set<String> known = new HashSet<>();

	private final List<ServiceInstance> presumedDead = new ArrayList<>();

	/**
	 * Returns what several clients say together.
	 * @param answers the instances that each client names, in their order
	 * @return the instances, each host and port from the first client that names it
	 */
	public static List<ServiceInstance> union(List<List<ServiceInstance>> answers) {
		Addresses addresses = new Addresses();
		List<ServiceInstance> union = new ArrayList<>();
		answers.forEach((answer) -> union.addAll(addresses.add(answer)));
		union.addAll(addresses.rest());
		return List.copyOf(union);
	}

	/**
	 * Tells whether instances are only such of the mesh as are presumed dead, so that
	 * somebody else should be asked before one of them is called.
	 * @param instances what Starling's client says, which names these last
	 * @return true if there are some, and all are presumed dead
	 */
	static boolean areLastResort(List<ServiceInstance> instances) {
		return !instances.isEmpty() && isPresumedDead(instances.get(0));
	}

	private static boolean isPresumedDead(ServiceInstance instance) {
		return instance instanceof StarlingServiceInstance ours && ours.isPresumedDead();
	}

	/**
	 * Takes in what the next client says.
	 * @param instances the instances
	 * @return those that none of the earlier ones named; those presumed dead come with
	 * the rest
	 */
	public List<ServiceInstance> add(List<ServiceInstance> instances) {
		instances.stream().filter(Addresses::isPresumedDead).forEach(this.presumedDead::add);
		return news(instances.stream().filter((instance) -> !isPresumedDead(instance)).toList());
	}

	/**
	 * Returns what is left when all clients have been asked.
	 * @return the instances presumed dead that nobody else named
	 */
	public List<ServiceInstance> rest() {
		return news(this.presumedDead);
	}

	private List<ServiceInstance> news(List<ServiceInstance> instances) {
		List<ServiceInstance> news = new ArrayList<>();
		Set<String> added = new HashSet<>();
		for (ServiceInstance instance : instances) {
			String address = Address.unbracketed(instance.getHost()).toLowerCase(Locale.ROOT) + " "
					+ instance.getPort();
			if (instance.getPort() <= 0 || !this.known.contains(address)) {
				news.add(instance);
				added.add(address);
			}
		}
		this.known.addAll(added);
		return news;
	}

}

package io.starling.spring.union;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.starling.spring.address.Address;

import org.springframework.cloud.client.ServiceInstance;

/**
 * Keeps an instance that two registries know from counting twice: of what a client says,
 * those are dropped whose host and port an earlier client named. What takes no requests
 * has no port to compare, and stays. Serves one look-up.
 */
public final class Addresses {

	private final Set<String> known = new HashSet<>();

	/**
	 * Returns what several clients say together.
	 * @param answers the instances that each client names, in their order
	 * @return the instances, each host and port from the first client that names it
	 */
	public static List<ServiceInstance> union(List<List<ServiceInstance>> answers) {
		Addresses addresses = new Addresses();
		return answers.stream().flatMap((answer) -> addresses.add(answer).stream()).toList();
	}

	/**
	 * Takes in what the next client says.
	 * @param instances the instances
	 * @return those that none of the earlier ones named
	 */
	public List<ServiceInstance> add(List<ServiceInstance> instances) {
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

package io.starling.spring.health;

import java.util.ArrayList;
import java.util.List;

import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.StarlingServiceInstance;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.cloud.client.ServiceInstance;

/**
 * DOWN while one of the services that this application cannot do without has no instance.
 * Instances that are presumed dead do not count, although they stay listed: the list
 * gives callers a last try, this tells what is known.
 */
public final class RequiredServicesHealthIndicator extends AbstractHealthIndicator {

	/** The name of the health component. */
	public static final String NAME = "requiredServices";

	private final ServiceCatalogue catalogue;

	private final List<String> services;

	/**
	 * Creates the indicator.
	 * @param catalogue the instances
	 * @param services the names of the services, in any case
	 */
	public RequiredServicesHealthIndicator(ServiceCatalogue catalogue, List<String> services) {
		super("The service catalogue could not be read");
		this.catalogue = catalogue;
		this.services = List.copyOf(services);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<String> missing = new ArrayList<>();
		List<String> presumedDead = new ArrayList<>();
		for (String service : this.services) {
			List<ServiceInstance> listed = this.catalogue.instances(service);
			long instances = listed.stream().filter((it) -> !isPresumedDead(it)).count();
			builder.withDetail(service, instances);
			if (instances == 0) {
				missing.add(service);
				listed.forEach((it) -> presumedDead.add(inWords(it)));
			}
		}
		if (!presumedDead.isEmpty()) {
			builder.withDetail("presumedDead", presumedDead);
		}
		if (missing.isEmpty()) {
			builder.up();
		}
		else {
			builder.down().withDetail("missing", missing);
		}
	}

	private static String inWords(ServiceInstance instance) {
		return instance + ((instance instanceof StarlingServiceInstance ours)
				? ": " + ours.getMetadata().get(StarlingServiceInstance.PRESUMED_DEAD) : "");
	}

	private static boolean isPresumedDead(ServiceInstance instance) {
		return instance instanceof StarlingServiceInstance ours && ours.isPresumedDead();
	}

}

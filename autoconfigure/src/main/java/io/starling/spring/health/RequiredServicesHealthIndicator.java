package io.starling.spring.health;

import java.util.ArrayList;
import java.util.List;

import io.starling.spring.discovery.ServiceCatalogue;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * DOWN while one of the services that this application cannot do without has no instance.
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
		for (String service : this.services) {
			int instances = this.catalogue.instances(service).size();
			builder.withDetail(service, instances);
			if (instances == 0) {
				missing.add(service);
			}
		}
		if (missing.isEmpty()) {
			builder.up();
		}
		else {
			builder.down().withDetail("missing", missing);
		}
	}

}

package io.starling.spring.health;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of the application itself, by one of its health groups. What the mesh and
 * discovery say is left out: else an instance that lacks another service would go DOWN,
 * and whoever needs it next, until all are.
 */
public final class ApplicationHealth {

	private static final Set<String> LEFT_OUT = Set.of("starling", RequiredServicesHealthIndicator.NAME,
			"discoveryComposite", "discoveryClient", "reactiveDiscoveryClients", "eureka", "consul", "readinessState",
			"livenessState");

	private final HealthEndpoint endpoint;

	private final String group;

	private final HealthEndpointGroup membership;

	/**
	 * Creates the health of one group.
	 * @param endpoint asked for the group's components
	 * @param group the group's name
	 * @param membership how the group adds statuses up
	 */
	public ApplicationHealth(HealthEndpoint endpoint, String group, HealthEndpointGroup membership) {
		this.endpoint = endpoint;
		this.group = group;
		this.membership = membership;
	}

	/**
	 * Looks at all components of the group, which takes as long as they take.
	 * @return the components that are DOWN or OUT_OF_SERVICE, with their status; empty if
	 * together they are neither, by the group's own rules
	 */
	public Map<String, Status> trouble() {
		Map<String, Status> statuses = statuses(this.endpoint.healthForPath(this.group));
		Status together = statuses.isEmpty() ? Status.UP
				: this.membership.getStatusAggregator().getAggregateStatus(new LinkedHashSet<>(statuses.values()));
		if (!isBad(together)) {
			return Map.of();
		}
		statuses.values().removeIf((status) -> !isBad(status));
		return statuses;
	}

	private Map<String, Status> statuses(@Nullable HealthDescriptor health) {
		Map<String, Status> statuses = new TreeMap<>();
		if (health instanceof CompositeHealthDescriptor composite && composite.getComponents() != null) {
			composite.getComponents().forEach((name, component) -> statuses.put(name, component.getStatus()));
			statuses.keySet().removeAll(LEFT_OUT);
		}
		return statuses;
	}

	private static boolean isBad(Status status) {
		return status.equals(Status.DOWN) || status.equals(Status.OUT_OF_SERVICE);
	}

}

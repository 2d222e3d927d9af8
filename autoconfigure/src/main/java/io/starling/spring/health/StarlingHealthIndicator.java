package io.starling.spring.health;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshStatus;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.spring.discovery.ServiceCatalogue;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Says how this member's connection to the mesh is. Connected and alone are UP: somebody
 * has to be the first. ISOLATED and CUT_OFF are statuses of their own, which Spring Boot
 * leaves out of the application's overall status unless
 * {@code management.endpoint.health.status.order} names them: an application that still
 * answers from memory must not be taken out because others are silent.
 */
public final class StarlingHealthIndicator extends AbstractHealthIndicator {

	private final Mesh mesh;

	private final ServiceCatalogue catalogue;

	/**
	 * Creates the indicator.
	 * @param mesh the mesh
	 * @param catalogue the service catalogue
	 */
	public StarlingHealthIndicator(Mesh mesh, ServiceCatalogue catalogue) {
		super("The state of the mesh could not be read");
		this.mesh = mesh;
		this.catalogue = catalogue;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		describe(builder, this.mesh.name(), this.mesh.status(), this.mesh.snapshot());
		builder.withDetail("address", this.mesh.self().endpoint().toString());
		if (!this.catalogue.presumedDead().isEmpty()) {
			builder.withDetail("instancesPresumedDead", this.catalogue.presumedDead().size());
		}
		if (this.catalogue.malformedRows() > 0) {
			builder.withDetail("malformedRows", this.catalogue.malformedRows());
		}
	}

	static void describe(Health.Builder builder, String name, MeshStatus status, MeshSnapshot snapshot) {
		builder.status(status(status))
			.withDetail("mesh", name)
			.withDetail("member", snapshot.self().toString())
			.withDetail("condition", status.condition().name())
			.withDetail("reason", status.reason())
			.withDetail("members", members(snapshot))
			.withDetail("neighbours", snapshot.neighbours().size())
			.withDetail("links", status.links());
		if (status.sinceLastExchange() != null) {
			builder.withDetail("sinceLastExchange", status.sinceLastExchange().toString());
		}
	}

	private static Status status(MeshStatus status) {
		return switch (status.condition()) {
			case CONNECTED, ALONE -> Status.UP;
			case ISOLATED, CUT_OFF, LEFT -> new Status(status.condition().name());
		};
	}

	private static Map<String, Long> members(MeshSnapshot snapshot) {
		Map<String, Long> counts = new LinkedHashMap<>();
		for (Liveness liveness : Liveness.values()) {
			counts.put(liveness.name().toLowerCase(Locale.ROOT), snapshot.count(liveness));
		}
		return counts;
	}

}

package io.starling.spring.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import io.starling.mesh.model.Confirmation;
import io.starling.spring.registration.DrainedEvent;
import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Endpoint;
import io.starling.spring.TestMesh;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two real members that know each other, of which one has all of Starling's meters.
 */
final class TwoMembers implements AutoCloseable {

	final Mesh one;

	final Mesh other;

	final ServiceCatalogue catalogue;

	final StarlingMetrics metrics;

	TwoMembers(MeterRegistry registry) {
		String name = "test-" + UUID.randomUUID();
		this.one = start(name, List.of());
		this.other = start(name, List.of(this.one.self().endpoint()));
		TestMesh.eventually(() -> assertThat(this.one.snapshot().linked()).hasSize(1));
		this.catalogue = ServiceCatalogue.follow(this.one);
		this.metrics = new StarlingMetrics(this.one, this.catalogue);
		this.metrics.bindTo(registry);
		new DrainTimer(registry)
			.onApplicationEvent(new DrainedEvent(this, new Confirmation(1, 1), Duration.ofMillis(1500)));
	}

	private static Mesh start(String name, List<Endpoint> seeds) {
		return Mesh.start(MeshSettings.defaults().withName(name).withPorts(0, 0).withSeeds(seeds));
	}

	/** The other member offers a service. */
	void offer(String service, ServiceStatus status) {
		ServiceRow row = new ServiceRow(service, service + "-1", "127.0.0.1", 8080, false, status, "", Map.of(), 0);
		this.other.put(ServiceRow.TABLE, row.instanceId(), row.toColumns(Instant.now())).join();
	}

	@Override
	public void close() {
		this.metrics.close();
		this.catalogue.close();
		this.one.close();
		this.other.close();
	}

}

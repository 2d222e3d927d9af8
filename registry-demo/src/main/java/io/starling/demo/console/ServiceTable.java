package io.starling.demo.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.spring.discovery.ServiceRow;

/**
 * Reads the service table as it is. An ordinary application asks the
 * {@code DiscoveryClient} instead, which leaves out whoever is not up; the page shows
 * them too.
 */
final class ServiceTable {

	private static final Comparator<Registered> ORDER = Comparator.comparing(Registered::service)
		.thenComparing(Registered::name);

	private ServiceTable() {
	}

	/**
	 * Returns all instances that can be read.
	 * @param snapshot the snapshot
	 * @return the instances in order of service and name
	 */
	static List<Registered> read(MeshSnapshot snapshot) {
		List<Registered> instances = new ArrayList<>();
		snapshot.table(ServiceRow.TABLE).values().forEach((row) -> read(row).ifPresent(instances::add));
		instances.sort(ORDER);
		return instances;
	}

	private static Optional<Registered> read(Row row) {
		try {
			ServiceRow service = ServiceRow.of(Columns.decode(row.state()));
			String name = service.metadata().getOrDefault("name", service.instanceId());
			return Optional
				.of(new Registered(row.id().owner(), service.serviceId(), name, service.host(), service.port(),
						service.status().name(), service.zone(), number(service.metadata().getOrDefault("pid", ""))));
		}
		catch (MalformedException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static long number(String text) {
		return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
	}

}

package io.starling.spring.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot cut into the parts that the endpoint serves.
 */
final class MeshSections {

	private final MeshSnapshot snapshot;

	MeshSections(MeshSnapshot snapshot) {
		this.snapshot = snapshot;
	}

	@Nullable SectionDescriptor section(String name) {
		return switch (name) {
			case "members" -> SectionDescriptor.ofMembers(members());
			case "services" -> SectionDescriptor.ofServices(services());
			case "tables" -> SectionDescriptor.ofTables(tables());
			default -> null;
		};
	}

	@Nullable SectionDescriptor entry(String section, String name) {
		SectionDescriptor found = switch (section) {
			case "members" ->
				SectionDescriptor.ofMembers(members().stream().filter((m) -> m.id().startsWith(name)).toList());
			case "services" -> SectionDescriptor
				.ofServices(services().stream().filter((s) -> s.name().equalsIgnoreCase(name)).toList());
			case "tables" -> SectionDescriptor
				.ofTables(this.snapshot.tables().containsKey(name) ? List.of(table(name)) : List.<TableDescriptor>of());
			default -> null;
		};
		return (found == null || found.isEmpty()) ? null : found;
	}

	List<MemberDescriptor> members() {
		return this.snapshot.all().stream().map((state) -> MemberDescriptor.of(state, this.snapshot)).toList();
	}

	List<String> neighbours() {
		return this.snapshot.neighbours().stream().sorted().map(Object::toString).toList();
	}

	List<TableDescriptor> tables() {
		return this.snapshot.tables()
			.entrySet()
			.stream()
			.map((table) -> new TableDescriptor(table.getKey(), table.getValue().size(), null))
			.toList();
	}

	private TableDescriptor table(String name) {
		List<RowDescriptor> rows = this.snapshot.table(name).values().stream().map(RowDescriptor::of).toList();
		return new TableDescriptor(name, rows.size(), rows);
	}

	private List<ServiceDescriptor> services() {
		Map<String, List<InstanceDescriptor>> services = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		this.snapshot.table(ServiceRow.TABLE).forEach((id, row) -> {
			try {
				ServiceRow service = ServiceRow.of(Columns.decode(row.state()));
				services.computeIfAbsent(service.serviceId(), (name) -> new ArrayList<>())
					.add(InstanceDescriptor.of(id, service, this.snapshot));
			}
			catch (MalformedException | IllegalArgumentException ex) {
				// The table itself shows the row, with the error.
			}
		});
		return services.entrySet().stream().map((s) -> service(s.getKey(), s.getValue())).toList();
	}

	private static ServiceDescriptor service(String name, List<InstanceDescriptor> instances) {
		long callable = instances.stream().filter((i) -> i.status().equals(ServiceStatus.UP.name())).count();
		return new ServiceDescriptor(name, (int) callable, instances);
	}

}

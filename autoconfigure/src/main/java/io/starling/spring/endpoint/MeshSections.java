package io.starling.spring.endpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.spring.discovery.PresumedDead;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot cut into the parts that the endpoint serves.
 */
final class MeshSections {

	private final MeshSnapshot snapshot;

	private final SortedMap<RowId, PresumedDead> presumedDead;

	private final Instant now;

	/**
	 * Cuts a snapshot into parts.
	 * @param snapshot what this member knows
	 * @param presumedDead the instances that the catalogue lists beside those of the
	 * snapshot
	 * @param now the time
	 */
	MeshSections(MeshSnapshot snapshot, SortedMap<RowId, PresumedDead> presumedDead, Instant now) {
		this.snapshot = snapshot;
		this.presumedDead = presumedDead;
		this.now = now;
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
		return switch (section) {
			case "members" -> SectionDescriptor
				.ofMembers(members().stream().filter((member) -> startsWith(member.id(), name)).toList())
				.ifAny();
			case "services" -> SectionDescriptor
				.ofServices(services().stream().filter((service) -> service.name().equalsIgnoreCase(name)).toList())
				.ifAny();
			case "tables" ->
				this.snapshot.tables().containsKey(name) ? SectionDescriptor.ofTables(List.of(table(name, ""))) : null;
			default -> null;
		};
	}

	/** The rows of one owner, or of several whose ids begin alike. */
	@Nullable SectionDescriptor rows(String table, String owner) {
		TableDescriptor found = table(table, owner);
		return (found.rowCount() > 0) ? SectionDescriptor.ofTables(List.of(found)) : null;
	}

	List<MemberDescriptor> members() {
		return this.snapshot.all()
			.stream()
			.map((state) -> MemberDescriptor.of(state, this.snapshot, this.now))
			.toList();
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

	private TableDescriptor table(String name, String owner) {
		List<RowDescriptor> rows = this.snapshot.table(name)
			.values()
			.stream()
			.filter((row) -> startsWith(row.id().owner().toString(), owner))
			.map(RowDescriptor::of)
			.toList();
		return new TableDescriptor(name, rows.size(), rows);
	}

	private List<ServiceDescriptor> services() {
		Map<String, List<InstanceDescriptor>> services = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		SortedMap<RowId, Row> rows = this.snapshot.table(ServiceRow.TABLE);
		rows.values().forEach((row) -> add(row, null, services));
		this.presumedDead.forEach((id, presumed) -> {
			if (!rows.containsKey(id)) {
				add(presumed.row(), presumed, services);
			}
		});
		return services.entrySet().stream().map((service) -> service(service.getKey(), service.getValue())).toList();
	}

	private void add(Row row, @Nullable PresumedDead presumed, Map<String, List<InstanceDescriptor>> services) {
		try {
			String service = ServiceRow.of(Columns.decode(row.state())).serviceId();
			services.computeIfAbsent(service, (name) -> new ArrayList<>())
				.add(InstanceDescriptor.of(row, this.snapshot, presumed));
		}
		catch (MalformedException | IllegalArgumentException ex) {
			// The table itself shows the row, with the error.
		}
	}

	private static ServiceDescriptor service(String name, List<InstanceDescriptor> instances) {
		long callable = instances.stream().filter((i) -> i.status().equals(ServiceStatus.UP.name())).count();
		return new ServiceDescriptor(name, (int) callable, instances);
	}

	private static boolean startsWith(String id, String digits) {
		return id.startsWith(digits.toLowerCase(Locale.ROOT));
	}

}

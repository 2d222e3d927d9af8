package io.starling.spring.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.ServiceInstance;

/**
 * The catalogue at one moment, immutable: a pure function of a snapshot. Made from its
 * predecessor, so that only rows that changed are decoded again.
 */
final class CatalogueView {

	static final CatalogueView EMPTY = new CatalogueView(new TreeMap<>());

	// Suspected instances last; the rest in the same order on every member.
	private static final Comparator<StarlingServiceInstance> ORDER = Comparator
		.comparing(StarlingServiceInstance::isSuspect)
		.thenComparing(StarlingServiceInstance::getInstanceId)
		.thenComparing(StarlingServiceInstance::getMember);

	private final SortedMap<RowId, Entry> entries;

	private final SortedMap<RowId, ServiceRow> listed = new TreeMap<>();

	// The exact name first, because nearly all look-ups have it; then the name in any
	// case.
	private final Map<String, List<ServiceInstance>> exact = new HashMap<>();

	private final Map<String, List<ServiceInstance>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final List<String> services;

	private CatalogueView(SortedMap<RowId, Entry> entries) {
		this.entries = entries;
		Map<String, List<StarlingServiceInstance>> grouped = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		entries.forEach((id, entry) -> {
			if (entry.instance != null && entry.content != null) {
				this.listed.put(id, entry.content);
				grouped.computeIfAbsent(entry.instance.getServiceId(), (name) -> new ArrayList<>()).add(entry.instance);
			}
		});
		List<String> names = new ArrayList<>();
		grouped.values().forEach((instances) -> {
			instances.sort(ORDER);
			List<ServiceInstance> shared = List.copyOf(instances);
			// All members must agree on one spelling, whichever row each of them saw
			// first.
			String name = instances.stream().map(StarlingServiceInstance::getServiceId).sorted().toList().get(0);
			names.add(name);
			this.exact.put(name, shared);
			this.anyCase.put(name, shared);
		});
		this.services = List.copyOf(names);
	}

	CatalogueView next(MeshSnapshot snapshot) {
		SortedMap<RowId, Entry> next = new TreeMap<>();
		snapshot.table(ServiceRow.TABLE).forEach((id, row) -> next.put(id, entry(id, row, isSuspect(snapshot, id))));
		return new CatalogueView(next);
	}

	List<ServiceInstance> instances(String serviceId) {
		List<ServiceInstance> instances = this.exact.get(serviceId);
		return (instances != null) ? instances : this.anyCase.getOrDefault(serviceId, List.of());
	}

	List<String> services() {
		return this.services;
	}

	/** Suspicion moves an instance in its list, and is no change of what is listed. */
	boolean listsTheSameAs(CatalogueView other) {
		return this.listed.equals(other.listed);
	}

	/** Returns why rows cannot be read, by row. */
	SortedMap<RowId, String> malformed() {
		SortedMap<RowId, String> malformed = new TreeMap<>();
		this.entries.forEach((id, entry) -> {
			if (entry.failure != null) {
				malformed.put(id, entry.failure);
			}
		});
		return malformed;
	}

	private Entry entry(RowId id, Row row, boolean suspect) {
		Entry known = this.entries.get(id);
		if (known == null || !known.row.equals(row)) {
			return Entry.read(id, row, suspect);
		}
		return (known.suspect == suspect || known.content == null) ? known
				: Entry.listed(id, row, known.content, suspect);
	}

	private static boolean isSuspect(MeshSnapshot snapshot, RowId id) {
		return snapshot.member(id.owner()).map(MemberState::liveness).orElse(Liveness.ALIVE) == Liveness.SUSPECT;
	}

	private record Entry(Row row, boolean suspect, @Nullable ServiceRow content,
			@Nullable StarlingServiceInstance instance, @Nullable String failure) {

		// One member's bad row must not cost the others their catalogue, so everything
		// that can be wrong with it ends here, an impossible host name for a URI among
		// it.
		static Entry read(RowId id, Row row, boolean suspect) {
			try {
				return listed(id, row, ServiceRow.of(Columns.decode(row.state())), suspect);
			}
			catch (MalformedException | RuntimeException ex) {
				return new Entry(row, suspect, null, null, String.valueOf(ex.getMessage()));
			}
		}

		static Entry listed(RowId id, Row row, ServiceRow content, boolean suspect) {
			boolean callable = content.status() == ServiceStatus.UP;
			return new Entry(row, suspect, content,
					callable ? new StarlingServiceInstance(content, id.owner(), suspect) : null, null);
		}

	}

}

package io.starling.spring.discovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.spring.follow.Difference;
import io.starling.spring.follow.TableView;

import org.springframework.cloud.client.ServiceInstance;

/**
 * The catalogue at one moment, immutable: a pure function of a snapshot and of what was
 * before.
 */
final class CatalogueView {

	static final CatalogueView EMPTY = new CatalogueView(TableView.empty(CatalogueView::read),
			Collections.emptySortedMap(), Collections.emptySortedMap(), 0);

	// Suspected instances last, and after them those presumed dead; the rest in the same
	// order on every member.
	private static final Comparator<StarlingServiceInstance> ORDER = Comparator
		.comparing(StarlingServiceInstance::isPresumedDead)
		.thenComparing(StarlingServiceInstance::isSuspect)
		.thenComparing(StarlingServiceInstance::getInstanceId)
		.thenComparing(StarlingServiceInstance::getMember);

	private final TableView<StarlingServiceInstance> table;

	private final SortedMap<MemberId, MemberState> members;

	private final SortedMap<RowId, StarlingServiceInstance> listed;

	private final long revision;

	// The exact name first, because nearly all look-ups have it; then the name in any
	// case.
	private final Map<String, List<ServiceInstance>> exact = new HashMap<>();

	private final Map<String, List<ServiceInstance>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final List<String> services;

	private final SortedMap<RowId, PresumedDead> presumedDead = new TreeMap<>();

	private CatalogueView(TableView<StarlingServiceInstance> table, SortedMap<MemberId, MemberState> members,
			SortedMap<RowId, StarlingServiceInstance> listed, long revision) {
		this.table = table;
		this.members = members;
		this.listed = listed;
		this.revision = revision;
		Map<String, List<StarlingServiceInstance>> grouped = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		listed.values()
			.forEach((instance) -> grouped.computeIfAbsent(instance.getServiceId(), (name) -> new ArrayList<>())
				.add(instance));
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
		listed.forEach((id, instance) -> {
			PresumedDead presumed = instance.presumedDead();
			if (presumed != null) {
				this.presumedDead.put(id, presumed);
			}
		});
	}

	CatalogueView next(MeshSnapshot snapshot, Instant now) {
		TableView<StarlingServiceInstance> next = this.table.next(snapshot.table(ServiceRow.TABLE));
		SortedMap<RowId, StarlingServiceInstance> callable = new TreeMap<>();
		next.values().forEach((id, instance) -> {
			if (instance.row().status() == ServiceStatus.UP) {
				callable.put(id, instance.withSuspect(isSuspect(snapshot, id)));
			}
		});
		new LastInstances(this.listed, this.table.rows(), this.members).addTo(callable, next, snapshot, now);
		boolean changed = !Difference.between(this.listed, callable, CatalogueView::saysTheSame).isEmpty();
		return new CatalogueView(next, snapshot.members(), callable, changed ? this.revision + 1 : this.revision);
	}

	List<ServiceInstance> instances(String serviceId) {
		List<ServiceInstance> instances = this.exact.get(serviceId);
		return (instances != null) ? instances : this.anyCase.getOrDefault(serviceId, List.of());
	}

	List<String> services() {
		return this.services;
	}

	/** Suspicion moves an instance in its list, and is no change of what is listed. */
	long revision() {
		return this.revision;
	}

	/** Returns the instances that may be called, by row. */
	SortedMap<RowId, StarlingServiceInstance> listed() {
		return this.listed;
	}

	/** Returns why instances are listed that the mesh does not list, by row. */
	SortedMap<RowId, PresumedDead> presumedDead() {
		return Collections.unmodifiableSortedMap(this.presumedDead);
	}

	/**
	 * When the passing of time alone changes what is listed; never is
	 * {@link Instant#MAX}.
	 */
	Instant due() {
		return this.presumedDead.values()
			.stream()
			.map(PresumedDead::until)
			.min(Comparator.naturalOrder())
			.orElse(Instant.MAX);
	}

	boolean answersLike(CatalogueView other) {
		return Difference.between(other.listed, this.listed, CatalogueView::isSame).isEmpty();
	}

	/** Returns why rows cannot be read, by row. */
	SortedMap<RowId, String> malformed() {
		return this.table.malformed();
	}

	static boolean saysTheSame(StarlingServiceInstance one, StarlingServiceInstance other) {
		return one.row().equals(other.row());
	}

	static boolean isSame(StarlingServiceInstance one, StarlingServiceInstance other) {
		return one.isSuspect() == other.isSuspect() && Objects.equals(one.presumedDead(), other.presumedDead())
				&& saysTheSame(one, other);
	}

	// An impossible host name for a URI makes a row malformed, too.
	private static StarlingServiceInstance read(Row row, Columns columns) {
		return new StarlingServiceInstance(ServiceRow.of(columns), row.id().owner(), false);
	}

	private static boolean isSuspect(MeshSnapshot snapshot, RowId id) {
		return snapshot.member(id.owner()).map(MemberState::liveness).orElse(Liveness.ALIVE) == Liveness.SUSPECT;
	}

}

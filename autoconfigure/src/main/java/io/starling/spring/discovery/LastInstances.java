package io.starling.spring.discovery;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.spring.follow.TableView;

/**
 * Finds the instances that stay listed although the mesh lists them no more, because
 * nobody proved that they are gone and their services would have no trusted instance. A
 * pure function of the view before and of what the mesh knows now, so what stays is
 * bounded by what was listed. Serves one view.
 */
final class LastInstances {

	private final SortedMap<RowId, StarlingServiceInstance> before;

	private final SortedMap<RowId, Row> rowsBefore;

	private final SortedMap<MemberId, MemberState> membersBefore;

	/**
	 * Creates what finds the successors of a view's instances.
	 * @param before the instances listed so far, by row
	 * @param rowsBefore the table so far
	 * @param membersBefore the members known so far
	 */
	LastInstances(SortedMap<RowId, StarlingServiceInstance> before, SortedMap<RowId, Row> rowsBefore,
			SortedMap<MemberId, MemberState> membersBefore) {
		this.before = before;
		this.rowsBefore = rowsBefore;
		this.membersBefore = membersBefore;
	}

	/**
	 * Adds them to the instances that the mesh lists.
	 * @param listed the instances that the mesh lists and that say UP, by row; changed
	 * @param table all rows of the mesh that can be read
	 * @param snapshot what the mesh knows now
	 * @param now the time
	 */
	void addTo(SortedMap<RowId, StarlingServiceInstance> listed, TableView<StarlingServiceInstance> table,
			MeshSnapshot snapshot, Instant now) {
		SortedMap<RowId, StarlingServiceInstance> presumed = presumed(table, snapshot, now);
		if (presumed.isEmpty()) {
			return;
		}
		Set<String> trusted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		listed.values().stream().filter((it) -> !it.isSuspect()).forEach((it) -> trusted.add(it.getServiceId()));
		presumed.values().removeIf((it) -> trusted.contains(it.getServiceId()));
		if (!presumed.isEmpty()) {
			Set<String> taken = new HashSet<>();
			table.values().values().forEach((it) -> taken.add(address(it)));
			Map<Endpoint, MemberId> living = new HashMap<>();
			snapshot.present().forEach((state) -> living.put(state.member().endpoint(), state.member().id()));
			presumed.values().removeIf((it) -> isReplaced(it, taken, living));
			listed.putAll(presumed);
		}
	}

	private SortedMap<RowId, StarlingServiceInstance> presumed(TableView<StarlingServiceInstance> table,
			MeshSnapshot snapshot, Instant now) {
		SortedMap<RowId, StarlingServiceInstance> found = new TreeMap<>();
		this.before.forEach((id, instance) -> {
			if (table.rows().containsKey(id)) {
				return;
			}
			PresumedDead sofar = instance.presumedDead();
			Row row = (sofar != null) ? sofar.row() : this.rowsBefore.get(id);
			PresumedDead presumed = (row == null) ? null
					: PresumedDead.of(row, this.membersBefore.get(id.owner()), sofar, snapshot, now);
			if (presumed != null) {
				found.put(id, instance.withPresumedDead(presumed));
			}
		});
		return found;
	}

	/**
	 * Whoever lives where an instance or its member did shows that they are gone.
	 */
	private static boolean isReplaced(StarlingServiceInstance instance, Set<String> taken,
			Map<Endpoint, MemberId> living) {
		PresumedDead presumed = instance.presumedDead();
		MemberId successor = (presumed != null) ? living.get(presumed.member().member().endpoint()) : null;
		return (successor != null && !successor.equals(instance.getMember()))
				|| (instance.getPort() != 0 && taken.contains(address(instance)));
	}

	private static String address(StarlingServiceInstance instance) {
		return instance.getHost() + ":" + instance.getPort();
	}

}

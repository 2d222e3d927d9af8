package io.starling.benchmarks.hosts;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import io.starling.benchmarks.hosts.Event.RowSeen;
import io.starling.benchmarks.hosts.Event.Wrote;

/**
 * Members write their row anew, one after the other; until the others list it.
 */
final class Changing implements Experiment {

	private static final int CHANGES = 20;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Duration PAUSE = Duration.ofMillis(300);

	@Override
	public void run(HostMesh mesh, Report report) {
		Spread seen = new Spread();
		for (int i = 0; i < CHANGES; i++) {
			seen.add(change(mesh, mesh.node(1 + i * 7 % mesh.plan().hosts())));
			mesh.pause(PAUSE);
		}
		seen.report(report, "change", "listed");
	}

	private static Samples change(HostMesh mesh, NodeProcess owner) {
		long asked = Event.now();
		owner.put();
		mesh.await(() -> !writes(mesh, asked).isEmpty(), LIMIT);
		List<Sighting> writes = writes(mesh, asked);
		if (writes.isEmpty() || !(writes.get(0).event() instanceof Wrote wrote)) {
			throw new IllegalStateException(owner + " did not write within " + LIMIT);
		}
		List<Integer> others = mesh.othersThan(owner);
		RowSeen wanted = new RowSeen(owner.id(), wrote.version());
		mesh.await(() -> mesh.log().since(asked).witnesses(wanted::equals).containsAll(others), LIMIT);
		return mesh.log().since(writes.get(0).micros()).first(others, Predicate.isEqual(wanted));
	}

	private static List<Sighting> writes(HostMesh mesh, long from) {
		return mesh.log().since(from).sightings().stream().filter((it) -> it.event() instanceof Wrote).toList();
	}

}

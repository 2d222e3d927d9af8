package io.starling.benchmarks.hosts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.starling.benchmarks.hosts.Event.Believed;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * Processes stand still for 3 s, as for a long garbage collection: they should be
 * suspected soon, and never evicted.
 */
final class Freezing implements Experiment {

	private static final Duration FROZEN = Duration.ofSeconds(3);

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final Duration AFTERMATH = Duration.ofSeconds(7);

	private final String name = "freeze " + FROZEN.toSeconds() + " s";

	@Override
	public void run(HostMesh mesh, Report report) {
		Spread suspect = new Spread();
		Samples back = new Samples();
		Samples evicted = new Samples();
		Bystanders bystanders = new Bystanders(mesh);
		for (NodeProcess victim : mesh.victims()) {
			mesh.journal().say("  freeze " + victim);
			List<Integer> others = mesh.othersThan(victim);
			MemberId id = victim.id();
			long from = Event.now();
			long thawed = freeze(mesh, victim);
			// What the thawed one took for silence shows only now.
			mesh.pause(AFTERMATH);
			boolean agreed = mesh.awaitAgreement(LIMIT);
			Window window = mesh.log().since(from);
			suspect.add(window.until(thawed).first(others, (event) -> is(event, id, Liveness.SUSPECT)));
			back.expect(1);
			if (agreed) {
				Set<Integer> doubters = window.witnesses((event) -> is(event, id, Liveness.SUSPECT));
				Samples alive = mesh.log().since(thawed).last(doubters, (event) -> is(event, id, Liveness.ALIVE));
				back.add(alive.isEmpty() ? 0 : alive.max());
			}
			Map<MemberId, Set<Integer>> dead = window.believed(Liveness.DEAD,
					(observer, subject) -> subject.equals(id));
			evicted.add(dead.values().stream().mapToInt(Set::size).sum());
			bystanders.count(window, (observer, subject) -> !subject.equals(id));
		}
		suspect.report(report, this.name, "SUSPECT while frozen");
		report.add(this.name, "after the thaw ALIVE everywhere, ms", back);
		report.add(this.name, "observers that evicted it", evicted);
		bystanders.report(report, this.name, "others");
	}

	/** Returns when the process ran again. */
	private static long freeze(HostMesh mesh, NodeProcess victim) {
		victim.freeze();
		mesh.pause(FROZEN);
		long thawed = Event.now();
		victim.thaw();
		return thawed;
	}

	private static boolean is(Event event, MemberId subject, Liveness liveness) {
		return event instanceof Believed it && it.subject().equals(subject) && it.liveness() == liveness;
	}

}

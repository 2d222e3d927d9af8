package io.starling.benchmarks.hosts;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.starling.benchmarks.hosts.Event.Believed;
import io.starling.benchmarks.hosts.Event.CutOff;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * Hosts fall silent without a farewell, as when the power fails or a cable is pulled.
 * They are plugged in again when all others have given them up.
 */
final class Unplugging implements Experiment {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	/** For false alarms that come late. */
	private static final Duration AFTERMATH = Duration.ofSeconds(5);

	private static final Set<Liveness> DEAD = EnumSet.of(Liveness.DEAD);

	/** A death at once is news of doubt, too. */
	private static final Set<Liveness> DOUBTED = EnumSet.of(Liveness.SUSPECT, Liveness.DEAD);

	private final Spread suspect = new Spread();

	private final Spread dead = new Spread();

	private final Samples cutOff = new Samples();

	private final Samples evictedByVictim = new Samples();

	private final Samples back = new Samples();

	@Override
	public void run(HostMesh mesh, Report report) {
		Bystanders bystanders = new Bystanders(mesh);
		for (NodeProcess victim : mesh.victims()) {
			mesh.journal().say("  unplug " + victim);
			List<Integer> others = mesh.othersThan(victim);
			long from = Event.now();
			mesh.network().unplug(victim.host());
			mesh.await(() -> mesh.log().allBelieve(others, victim.id(), DEAD), LIMIT);
			mesh.pause(AFTERMATH);
			measure(mesh.log().since(from), victim, others);
			long plugged = Event.now();
			mesh.network().plug(victim.host());
			this.back.addAll(mesh.agreementSince(plugged));
			bystanders.count(mesh.log().since(from),
					(observer, subject) -> observer != victim.host() && !subject.equals(victim.id()));
		}
		String name = "unplug";
		this.suspect.report(report, name, "SUSPECT");
		this.dead.report(report, name, "DEAD");
		report.add(name, "the host takes itself for cut off, ms", this.cutOff);
		report.add(name, "others evicted by the cut-off host", this.evictedByVictim);
		bystanders.report(report, name, "others");
		report.add(name, "after plugging in all listed everywhere, ms", this.back);
	}

	private void measure(Window window, NodeProcess victim, List<Integer> others) {
		this.suspect.add(window.first(others, (event) -> is(event, victim.id(), DOUBTED)));
		this.dead.add(window.first(others, (event) -> is(event, victim.id(), DEAD)));
		this.cutOff.addAll(window.first(List.of(victim.host()), (event) -> event instanceof CutOff it && it.cutOff()));
		this.evictedByVictim
			.add(window.believed(Liveness.DEAD, (observer, subject) -> observer == victim.host()).size());
	}

	private static boolean is(Event event, MemberId subject, Set<Liveness> wanted) {
		return event instanceof Believed it && it.subject().equals(subject) && wanted.contains(it.liveness());
	}

}

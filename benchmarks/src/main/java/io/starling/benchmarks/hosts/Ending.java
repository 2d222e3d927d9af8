package io.starling.benchmarks.hosts;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.starling.benchmarks.hosts.Event.Believed;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * Processes end, each in one way; until nobody lists them. Others take their places
 * afterwards.
 */
final class Ending implements Experiment {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	/** For false alarms that come late. */
	private static final Duration AFTERMATH = Duration.ofSeconds(5);

	private static final Set<Liveness> GONE = EnumSet.of(Liveness.DEAD, Liveness.LEFT);

	private final String way;

	private final Consumer<NodeProcess> end;

	Ending(String way, Consumer<NodeProcess> end) {
		this.way = way;
		this.end = end;
	}

	@Override
	public void run(HostMesh mesh, Report report) {
		Spread gone = new Spread();
		Samples ending = new Samples();
		Bystanders bystanders = new Bystanders(mesh);
		Samples restarts = new Samples();
		for (NodeProcess victim : mesh.victims()) {
			mesh.journal().say("  " + this.way + " " + victim);
			List<Integer> others = mesh.othersThan(victim);
			MemberId id = victim.id();
			long from = Event.now();
			this.end.accept(victim);
			ending.add((Event.now() - from) / 1000.0);
			mesh.await(() -> mesh.log().allBelieve(others, id, GONE), LIMIT);
			mesh.pause(AFTERMATH);
			Window window = mesh.log().since(from);
			gone.add(window.first(others, (event) -> event instanceof Believed it && it.subject().equals(id)
					&& GONE.contains(it.liveness())));
			restarts.addAll(mesh.agreementSince(mesh.restart(victim.host())));
			bystanders.count(mesh.log().since(from), (observer, subject) -> !subject.equals(id));
		}
		gone.report(report, this.way, "gone");
		report.add(this.way, "the process ended after, ms", ending);
		bystanders.report(report, this.way, "others");
		report.add(this.way, "after a new start all listed everywhere, ms", restarts);
	}

}

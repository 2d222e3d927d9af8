package io.starling.benchmarks.hosts;

import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * Members that were suspected or evicted although nothing was wrong with them.
 */
final class Bystanders {

	/** More are not named one by one. */
	private static final int NAMED = 10;

	private final HostMesh mesh;

	private final Samples suspected = new Samples();

	private final Samples evicted = new Samples();

	Bystanders(HostMesh mesh) {
		this.mesh = mesh;
	}

	/**
	 * Counts those of one occurrence of trouble.
	 * @param counts which observers' beliefs about whom are wrong
	 */
	void count(Window window, BiPredicate<Integer, MemberId> counts) {
		this.suspected.add(count(window.believed(Liveness.SUSPECT, counts), "suspected"));
		this.evicted.add(count(window.believed(Liveness.DEAD, counts), "evicted"));
	}

	private int count(Map<MemberId, Set<Integer>> found, String what) {
		if (found.size() > NAMED) {
			this.mesh.journal().say("  " + found.size() + " members " + what);
			return found.size();
		}
		found.forEach((subject, observers) -> this.mesh.journal()
			.say("  n" + this.mesh.log().hostOf(subject) + " (" + subject.toShortString() + ") " + what + " by "
					+ observers.size() + ((observers.size() <= 5) ? " " + observers : "")));
		return found.size();
	}

	void report(Report report, String scenario, String who) {
		report.add(scenario, who + " suspected", this.suspected);
		report.add(scenario, who + " evicted", this.evicted);
	}

}

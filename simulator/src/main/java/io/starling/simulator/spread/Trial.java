package io.starling.simulator.spread;

import java.time.Duration;
import java.util.List;

/**
 * One way of spreading in one situation, played on several overlays.
 *
 * @param name what the table calls it
 * @param kind the way of spreading
 * @param warmUp how many changes of different owners come first, unmeasured
 * @param deaths the share of members that die between these and the measured ones
 * @param changes how many changes are measured on each mesh, one after the other
 * @param meshes how many meshes begin anew on each overlay
 */
record Trial(String name, Spreading.Kind kind, int warmUp, double deaths, int changes, int meshes) {

	/** Longer than almost anything that TCP delays. */
	private static final Duration REST = Duration.ofSeconds(20);

	private static final Duration LONG_REST = Duration.ofMinutes(2);

	static Trial steady(String name, Spreading.Kind kind, int warmUp) {
		return new Trial(name, kind, warmUp, 0, 10, 1);
	}

	static Trial first(String name, Spreading.Kind kind) {
		return new Trial(name, kind, 0, 0, 1, 10);
	}

	static Trial afterDeaths(String name, Spreading.Kind kind, int warmUp) {
		return new Trial(name, kind, warmUp, 0.1, 1, 2);
	}

	/**
	 * Plays the trial.
	 * @param overlays the overlays
	 * @param conditions of network and members
	 * @param state the bytes of each row's state
	 * @return what came of it
	 */
	Summary play(List<Overlay> overlays, Conditions conditions, int state) {
		Summary summary = new Summary();
		long seed = 0;
		for (Overlay overlay : overlays) {
			for (int i = 0; i < this.meshes; i++) {
				seed++;
				play(new SpreadMesh(overlay, this.kind, conditions, state, seed), summary);
			}
		}
		return summary;
	}

	private void play(SpreadMesh mesh, Summary summary) {
		for (int i = 0; i < this.warmUp; i++) {
			mesh.write(mesh.draw(), 1);
			mesh.runFor(REST);
		}
		mesh.runFor(LONG_REST);
		mesh.kill(this.deaths);
		mesh.tally().clear();
		for (int i = 0; i < this.changes; i++) {
			int row = mesh.write(mesh.draw(), 1).get(0);
			mesh.runFor(LONG_REST);
			summary.add(mesh.outcome(row));
		}
		summary.add(mesh.tally());
	}

}

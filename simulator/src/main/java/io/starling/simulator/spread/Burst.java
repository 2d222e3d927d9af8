package io.starling.simulator.spread;

import java.time.Duration;
import java.util.List;

/**
 * Many rows are written while another owner writes a single row.
 *
 * @param name what the table calls it
 * @param rows how many rows are written
 * @param together how many in one input
 * @param duration over how long
 * @param ofMany whether each input is another member's
 */
record Burst(String name, int rows, int together, Duration duration, boolean ofMany) {

	/** One owner's rows, each in an input of its own. */
	static Burst ofOne(int rows, Duration duration) {
		return new Burst("%,d rows in %,d ms".formatted(rows, duration.toMillis()), rows, 1, duration, false);
	}

	/** One owner's rows in frames of about 64 KiB, as the protocol has them. */
	static Burst atOnce(int rows) {
		return new Burst("%,d rows at once".formatted(rows), rows, 250, Duration.ZERO, false);
	}

	/** What all neighbours of a tenth of a mesh say when these die within 5 ms. */
	static Burst ofObservers(int members) {
		int rows = 2 * Overlay.RINGS * members / 10;
		return new Burst("%,d verdicts in 5 ms".formatted(rows), rows, 1, Duration.ofMillis(5), true);
	}

	/**
	 * Plays the burst on overlays.
	 * @param overlays the overlays
	 * @param kind the way of spreading
	 * @param warmUp how many changes come first
	 * @param conditions of network and members
	 * @param state the bytes of each row's state
	 * @return what came of the single row, with all that was sent
	 */
	Result play(List<Overlay> overlays, Spreading.Kind kind, int warmUp, Conditions conditions, int state) {
		Result result = new Result(new Summary(), new Summary());
		long seed = 0;
		for (Overlay overlay : overlays) {
			seed++;
			SpreadMesh mesh = new SpreadMesh(overlay, kind, conditions, state, seed);
			for (int i = 0; i < warmUp; i++) {
				mesh.write(mesh.draw(), 1);
				mesh.runFor(Duration.ofSeconds(20));
			}
			mesh.tally().clear();
			play(mesh, result);
		}
		return result;
	}

	private void play(SpreadMesh mesh, Result result) {
		int owner = mesh.draw();
		int other = mesh.draw();
		int first = -1;
		int single = -1;
		int inputs = this.rows / this.together;
		for (int i = 0; i < inputs; i++) {
			int row = mesh.write(this.ofMany ? mesh.draw() : owner, this.together).get(0);
			first = (first < 0) ? row : first;
			if (i == inputs / 2) {
				single = mesh.write(other, 1).get(0);
			}
			mesh.runFor(this.duration.dividedBy(inputs));
		}
		mesh.runFor(Duration.ofMinutes(2));
		for (int row = first; row <= first + this.rows; row++) {
			(row == single ? result.single() : result.many()).add(mesh.outcome(row));
		}
		result.many().add(mesh.tally());
	}

	/**
	 * What came of a burst.
	 *
	 * @param single the single row
	 * @param many the many rows, and all that was sent
	 */
	record Result(Summary single, Summary many) {
	}

}

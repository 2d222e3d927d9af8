package io.starling.simulator.spread;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of what happens when many rows are written together. */
final class BurstTable {

	/** About what a suspicion takes, with the name of a row. */
	private static final int VERDICT = 0;

	private BurstTable() {
	}

	/** One owner writes many rows, another one a single row. */
	static void printBursts(PrintWriter out, List<Overlay> overlays, List<Trial> ways) {
		head(out, overlays.get(0).size() + " members: a burst of one owner, and one row of another");
		for (Burst burst : List.of(Burst.ofOne(1000, Duration.ofSeconds(1)), Burst.ofOne(1000, Duration.ofMillis(100)),
				Burst.atOnce(1000))) {
			for (double loss : List.of(0.0, 0.05)) {
				ways.forEach((way) -> print(out, overlays, way, burst, loss, SpreadComparison.SMALL));
			}
		}
	}

	/** A tenth of the members die at once, and all observers say so. */
	static void printStorms(PrintWriter out, List<Overlay> overlays) {
		int members = overlays.get(0).size();
		head(out, members + " members: all observers of a tenth speak within 5 ms");
		List<Trial> ways = new ArrayList<>();
		ways.add(Trial.steady("flood, 4 rings", Flood.onRings(4), 0));
		for (int millis : List.of(1, 2, 5, 10)) {
			ways.add(Trial.steady("flood, 4 rings, gathering " + millis + " ms",
					GatheringFlood.resting(Duration.ofMillis(millis), 4), 0));
		}
		Burst storm = Burst.ofObservers(members);
		for (double loss : List.of(0.0, 0.05)) {
			ways.forEach((way) -> print(out, overlays, way, storm, loss, VERDICT));
		}
	}

	private static void head(PrintWriter out, String title) {
		out.printf("%n### %s%n%n", title);
		out.println("| way | burst | loss | rows that reached all | single row at all | longest way of the others "
				+ "| longest wait for a thread | messages per row | kB per member in all |");
		out.println("|---|---|---|---|---|---|---|---|---|");
		out.flush();
	}

	private static void print(PrintWriter out, List<Overlay> overlays, Trial way, Burst burst, double loss, int state) {
		Conditions conditions = Conditions.local().withLoss(loss);
		Burst.Result came = burst.play(overlays, way.kind(), way.warmUp(), conditions, state);
		out.printf(Locale.ROOT, "| %s | %s | %.0f %% | %.1f %% | %.1f ms | %.1f ms | %.1f ms | %.2f | %,.0f |%n",
				way.name(), burst.name(), 100 * loss, came.many().completePercent(), came.single().millis(0.5),
				came.many().millis(1), came.many().longestWaitMillis(), came.many().framesPerMember(),
				came.many().bytesPerMember() * burst.rows() / 1000);
		out.flush();
	}

}

package io.starling.benchmarks.mesh;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.starling.benchmarks.measure.Await;
import io.starling.benchmarks.measure.Spread;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether one member that changes its rows all the time holds up the changes of others:
 * how late these are at all in quiet time, and during the burst.
 */
@Command(name = "burst", description = "Starling alone: how a burst of changes delays the changes of others.")
public final class BurstCommand extends MeasuringCommand {

	private static final Duration BETWEEN_CHANGES = Duration.ofMillis(100);

	@Option(names = "--members", paramLabel = "N", defaultValue = "20",
			description = "How many members there are (${DEFAULT-VALUE}).")
	private int members;

	@Option(names = "--rate", paramLabel = "N", defaultValue = "1000",
			description = "How many rows one of them changes each second (${DEFAULT-VALUE}).")
	private int rate;

	@Option(names = "--changes", paramLabel = "N", defaultValue = "50",
			description = "How many changes of the others to measure before and during the burst (${DEFAULT-VALUE}).")
	private int changes;

	private int number;

	@Override
	void measure(PrintWriter out) {
		require("--members", this.members, 2, 1000);
		require("--rate", this.rate, 1, 100_000);
		require("--changes", this.changes, 1, 10_000);
		try (LocalMesh mesh = new LocalMesh()) {
			mesh.form(this.members);
			changesOfOthers(mesh);
			Await.pause(Duration.ofSeconds(12));
			out.printf("In quiet time, a change is at all of %d members after %s ms%n", this.members,
					changesOfOthers(mesh));
			Burst burst = Burst.begin(mesh.members().get(0), this.rate);
			changesOfOthers(mesh);
			Spread late = changesOfOthers(mesh);
			double achieved = burst.end();
			long from = System.nanoTime();
			mesh.awaitEqual();
			out.printf("While one changes %.0f rows a second, after %s ms%n", achieved, late);
			out.printf("All hold its last row %.1f ms after the burst%n", (System.nanoTime() - from) / 1e6);
		}
	}

	private Spread changesOfOthers(LocalMesh mesh) {
		List<Double> times = new ArrayList<>();
		for (int i = 0; i < this.changes; i++) {
			this.number++;
			int owner = 1 + this.number % (this.members - 1);
			times.add(mesh.changeToAll(mesh.members().get(owner), this.number));
			Await.pause(BETWEEN_CHANGES);
		}
		return Spread.of(times);
	}

}

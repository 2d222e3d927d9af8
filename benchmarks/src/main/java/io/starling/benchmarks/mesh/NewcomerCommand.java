package io.starling.benchmarks.mesh;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.starling.benchmarks.measure.Await;
import io.starling.benchmarks.measure.ServiceRow;
import io.starling.benchmarks.measure.Spread;
import io.starling.mesh.Mesh;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a newcomer takes from the call that starts it until it holds all rows.
 */
@Command(name = "newcomer", description = "Starling alone: how soon a newcomer holds all rows.")
public final class NewcomerCommand extends MeasuringCommand {

	private static final Duration BETWEEN = Duration.ofMillis(300);

	@Option(names = "--members", paramLabel = "N", defaultValue = "5",
			description = "How many members there are (${DEFAULT-VALUE}).")
	private int members;

	@Option(names = "--rows", paramLabel = "N", defaultValue = "1000",
			description = "How many rows they hold together (${DEFAULT-VALUE}).")
	private int rows;

	@Option(names = "--repeat", paramLabel = "N", defaultValue = "20",
			description = "How many newcomers come, one after the other (${DEFAULT-VALUE}).")
	private int repeat;

	@Override
	void measure(PrintWriter out) {
		require("--members", this.members, 1, 200);
		require("--rows", this.rows, 1, 1000 * this.members);
		require("--repeat", this.repeat, 1, 1000);
		try (LocalMesh mesh = new LocalMesh()) {
			mesh.form(this.members);
			for (int i = 0; i < this.members; i++) {
				mesh.fill(mesh.members().get(i), this.rows * (i + 1) / this.members - this.rows * i / this.members);
			}
			// The first ones pay for loading and compiling the classes.
			for (int i = 0; i < 5; i++) {
				newcomer(mesh);
			}
			List<Double> times = new ArrayList<>();
			for (int i = 0; i < this.repeat; i++) {
				times.add(newcomer(mesh));
			}
			out.printf("A newcomer holds all %d rows (%d bytes each) of %d members after %s ms, %d times%n", this.rows,
					ServiceRow.of(0).encode().size(), this.members, Spread.of(times), this.repeat);
		}
	}

	private double newcomer(LocalMesh mesh) {
		long from = System.nanoTime();
		Mesh newcomer = mesh.start();
		Await.every("all rows at the newcomer", List.of(newcomer),
				(member) -> member.snapshot().table(ServiceRow.TABLE).size() == this.rows, LocalMesh.LIMIT);
		double time = (System.nanoTime() - from) / 1e6;
		newcomer.close();
		mesh.members().remove(newcomer);
		mesh.await("the newcomer gone", (member) -> member.snapshot().present().size() == this.members);
		Await.pause(BETWEEN);
		return time;
	}

}

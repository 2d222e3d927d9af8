package io.starling.benchmarks.mesh;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.starling.benchmarks.measure.Await;
import io.starling.benchmarks.measure.Idle;
import io.starling.benchmarks.measure.Spread;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * How long a mesh takes to form and a change takes to reach all, and what it costs while
 * nothing happens.
 */
@Command(name = "mesh", description = "Starling alone: forming, changes, idle cost.")
public final class MeshCommand extends MeasuringCommand {

	private static final Duration BETWEEN_CHANGES = Duration.ofMillis(100);

	@Parameters(paramLabel = "SIZE", defaultValue = "10 100", split = " ",
			description = "How many members, one mesh after the other (${DEFAULT-VALUE}).")
	private List<Integer> sizes = List.of();

	@Option(names = "--changes", paramLabel = "N", defaultValue = "20",
			description = "How many changes to measure (${DEFAULT-VALUE}).")
	private int changes;

	@Option(names = "--settle", paramLabel = "SECONDS", defaultValue = "15",
			description = "How long to wait after forming, while links that only served joining end "
					+ "(${DEFAULT-VALUE}).")
	private int settle;

	@Option(names = "--idle", paramLabel = "SECONDS", defaultValue = "30",
			description = "How long to measure the idle mesh (${DEFAULT-VALUE}).")
	private int idle;

	@Override
	void measure(PrintWriter out) {
		this.sizes.forEach((size) -> require("SIZE", size, 2, 2000));
		require("--changes", this.changes, 1, 10_000);
		require("--settle", this.settle, 0, 3600);
		require("--idle", this.idle, 1, 3600);
		warmUp();
		out.println("| members | to form, s | a change to all, ms | idle bytes a member and second "
				+ "| idle packets | idle CPU a member, percent of a core |");
		out.println("|---|---|---|---|---|---|");
		for (int size : this.sizes) {
			out.println(line(size));
			out.flush();
		}
	}

	/** Pays for loading and compiling the classes. */
	private static void warmUp() {
		try (LocalMesh mesh = new LocalMesh()) {
			mesh.form(10);
			for (int i = 0; i < 50; i++) {
				mesh.changeToAll(mesh.members().get(i % 10), i);
			}
		}
	}

	private String line(int size) {
		try (LocalMesh mesh = new LocalMesh()) {
			long from = System.nanoTime();
			mesh.form(size);
			double formed = (System.nanoTime() - from) / 1e9;
			Await.pause(Duration.ofSeconds(this.settle));
			List<Double> times = new ArrayList<>();
			for (int i = 0; i < this.changes; i++) {
				times.add(mesh.changeToAll(mesh.members().get(i * 7 % size), i));
				Await.pause(BETWEEN_CHANGES);
			}
			Await.pause(Duration.ofSeconds(this.settle / 3));
			Idle cost = Idle.measure(size, Duration.ofSeconds(this.idle));
			return "| %d | %.2f | %s | %.0f | %.2f | %.3f |".formatted(size, formed, Spread.of(times), cost.bytes(),
					cost.packets(), cost.cpu());
		}
	}

}

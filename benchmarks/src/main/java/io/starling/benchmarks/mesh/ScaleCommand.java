package io.starling.benchmarks.mesh;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.starling.benchmarks.measure.Await;
import io.starling.benchmarks.measure.Idle;
import io.starling.mesh.model.MemberId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A large mesh in one JVM: forms, rests, loses many members at once, and agrees again.
 * Smaller ones rest beside it, to show how the cost of resting depends on the size.
 */
@Command(name = "scale", description = "Starling alone: a thousand members, and a hundred more killed at once.")
public final class ScaleCommand extends MeasuringCommand {

	@Option(names = "--members", paramLabel = "N", defaultValue = "1000",
			description = "The size of the large mesh (${DEFAULT-VALUE}).")
	private int members;

	@Option(names = "--killed", paramLabel = "N", defaultValue = "100",
			description = "How many of them are killed at once (${DEFAULT-VALUE}).")
	private int killed;

	@Option(names = "--resting", paramLabel = "N", split = ",", defaultValue = "10,100",
			description = "Smaller sizes to measure at rest (${DEFAULT-VALUE}).")
	private List<Integer> resting = List.of();

	@Option(names = "--settle", paramLabel = "SECONDS", defaultValue = "20",
			description = "How long to wait after forming (${DEFAULT-VALUE}).")
	private int settle;

	@Option(names = "--idle", paramLabel = "SECONDS", defaultValue = "30",
			description = "How long to measure each mesh at rest (${DEFAULT-VALUE}).")
	private int idle;

	@Override
	void measure(PrintWriter out) {
		require("--members", this.members, 10, 5000);
		require("--killed", this.killed, 1, this.members - LocalMesh.SEEDS);
		this.resting.forEach((size) -> require("--resting", size, 2, this.members));
		require("--settle", this.settle, 0, 3600);
		require("--idle", this.idle, 1, 3600);
		for (int size : this.resting) {
			try (LocalMesh mesh = new LocalMesh()) {
				mesh.form(size);
				rest(size, out);
			}
		}
		try (LocalMesh mesh = new LocalMesh()) {
			long from = System.nanoTime();
			mesh.launch(LocalMesh.SEEDS);
			try (LocalMesh doomed = new LocalMesh(mesh.seeds(), 1)) {
				CompletableFuture<Void> others = CompletableFuture.runAsync(() -> doomed.launch(this.killed));
				mesh.launch(this.members - this.killed);
				others.join();
				mesh.awaitListed(this.members);
				doomed.awaitListed(this.members);
				out.printf("%d members formed after %.2f s%n", this.members, seconds(from));
				out.flush();
				rest(this.members, out);
				kill(mesh, doomed, out);
			}
		}
	}

	private void rest(int size, PrintWriter out) {
		Await.pause(Duration.ofSeconds(this.settle));
		Idle cost = Idle.measure(size, Duration.ofSeconds(this.idle));
		out.printf("%d members at rest, each: %.0f bytes/s, %.2f packets/s, %.3f %% of a core%n", size, cost.bytes(),
				cost.packets(), cost.cpu());
		out.flush();
	}

	private static void kill(LocalMesh mesh, LocalMesh doomed, PrintWriter out) {
		Set<MemberId> dead = doomed.members()
			.stream()
			.map((member) -> member.snapshot().self())
			.collect(Collectors.toSet());
		int survivors = mesh.members().size();
		long from = System.nanoTime();
		doomed.close();
		mesh.await("all killed gone", (member) -> dead.stream()
			.noneMatch((id) -> member.snapshot().member(id).filter((state) -> state.isPresent()).isPresent()));
		out.printf("%d killed at once are gone everywhere after %.3f s%n", dead.size(), seconds(from));
		out.flush();
		mesh.await("nobody else gone", (member) -> member.snapshot().present().size() == survivors);
		mesh.awaitEqual();
		out.printf("%d survivors list each other and hold equal digests after %.3f s%n", survivors, seconds(from));
		out.flush();
	}

	private static double seconds(long from) {
		return (System.nanoTime() - from) / 1e9;
	}

}

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
 * Meshes in one JVM, small ones first and a large one last: each forms, rests, loses a
 * part of its members at once, and agrees again. Side by side the sizes show what depends
 * on the size; and when the large one forms, the JVM has compiled what it needs.
 */
@Command(name = "scale",
		description = "Starling alone, from ten members to a thousand: forming, rest, many killed at once. "
				+ "A large heap that is touched before helps: -Xms8g -Xmx8g -Xmn4g -XX:+UseParallelGC "
				+ "-XX:+AlwaysPreTouch, or collections of it take part in what is measured.")
public final class ScaleCommand extends MeasuringCommand {

	@Option(names = "--members", paramLabel = "N", split = ",", defaultValue = "10,100,300,1000",
			description = "The sizes, one after the other (${DEFAULT-VALUE}).")
	private List<Integer> sizes = List.of();

	@Option(names = "--killed", paramLabel = "PERCENT", defaultValue = "10",
			description = "How many percent of them are killed at once (${DEFAULT-VALUE}).")
	private int killed;

	@Option(names = "--settle", paramLabel = "SECONDS", defaultValue = "20",
			description = "How long to wait after forming (${DEFAULT-VALUE}).")
	private int settle;

	@Option(names = "--idle", paramLabel = "SECONDS", defaultValue = "30",
			description = "How long to measure each mesh at rest (${DEFAULT-VALUE}).")
	private int idle;

	@Override
	void measure(PrintWriter out) {
		this.sizes.forEach((size) -> require("--members", size, 10, 5000));
		require("--killed", this.killed, 1, 50);
		require("--settle", this.settle, 0, 3600);
		require("--idle", this.idle, 1, 3600);
		for (int size : this.sizes) {
			measure(size, Math.max(1, size * this.killed / 100), out);
		}
	}

	private void measure(int size, int toKill, PrintWriter out) {
		try (LocalMesh mesh = new LocalMesh()) {
			long from = System.nanoTime();
			mesh.launch(LocalMesh.SEEDS);
			try (LocalMesh doomed = new LocalMesh(mesh.seeds(), 1)) {
				CompletableFuture<Void> others = CompletableFuture.runAsync(() -> doomed.launch(toKill));
				mesh.launch(size - toKill);
				others.join();
				mesh.awaitListed(size);
				doomed.awaitListed(size);
				out.printf("%d members formed after %.2f s%n", size, seconds(from));
				out.flush();
				rest(size, out);
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

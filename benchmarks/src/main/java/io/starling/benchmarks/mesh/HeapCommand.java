package io.starling.benchmarks.mesh;

import java.io.PrintWriter;
import java.time.Duration;

import io.starling.benchmarks.measure.Await;
import io.starling.benchmarks.measure.Heap;
import io.starling.benchmarks.measure.ServiceRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How much heap a row takes at a member that holds it, whether it is its own or
 * another's. Every member writes as many rows, and each holds all of them; what the heap
 * grew by, all garbage collected, is divided by the number of (row, holder) pairs.
 * Buffers and queues that grew with the traffic count with it.
 */
@Command(name = "heap", description = { "Starling alone: heap for each row at each member that holds it.",
		"Each of M members writes R rows and holds M * R; what the heap grew by is divided by M * M * R." })
public final class HeapCommand extends MeasuringCommand {

	@Option(names = "--members", paramLabel = "M", defaultValue = "2",
			description = "How many members there are (${DEFAULT-VALUE}).")
	private int members;

	@Option(names = "--rows", paramLabel = "R", defaultValue = "1000",
			description = "How many rows each of them writes (${DEFAULT-VALUE}).")
	private int rows;

	@Override
	void measure(PrintWriter out) {
		require("--members", this.members, 1, 50);
		require("--rows", this.rows, 1, 1000);
		try (LocalMesh warm = new LocalMesh()) {
			warm.form(this.members);
			warm.fill(warm.members().get(0), this.rows);
		}
		try (LocalMesh mesh = new LocalMesh()) {
			mesh.form(this.members);
			// Links that only served joining end meanwhile.
			Await.pause(Duration.ofSeconds(12));
			long before = Heap.used();
			mesh.members().forEach((member) -> mesh.fill(member, this.rows));
			mesh.awaitEqual();
			Await.pause(Duration.ofSeconds(1));
			long grown = Heap.used() - before;
			long held = (long) this.members * this.members * this.rows;
			out.printf("%,d rows held (%d members, each with all %,d rows) take %,d bytes of heap: %.0f a row%n", held,
					this.members, this.members * this.rows, grown, (double) grown / held);
			out.printf("The encoded columns of a row take %d bytes of them%n", ServiceRow.of(0).encode().size());
		}
	}

}

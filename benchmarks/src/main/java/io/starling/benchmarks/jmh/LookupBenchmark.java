package io.starling.benchmarks.jmh;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.starling.benchmarks.measure.ServiceRow;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading a snapshot of a thousand rows: one of them by its id, and all of a table.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LookupBenchmark {

	private final KnownMesh mesh = new KnownMesh();

	private final MeshSnapshot snapshot = this.mesh.snapshot();

	private int next;

	/**
	 * Finds one row, another one each time.
	 * @return the row
	 */
	@Benchmark
	public Optional<Row> row() {
		this.next = (this.next + 7) % KnownMesh.ROWS;
		return this.snapshot.row(this.mesh.rows().get(this.next).id());
	}

	/**
	 * Looks at every row of the table.
	 * @return something made of all of them
	 */
	@Benchmark
	public long scan() {
		long sum = 0;
		for (Row row : this.snapshot.table(ServiceRow.TABLE).values()) {
			sum += row.version();
		}
		return sum;
	}

}

package io.starling.benchmarks.jmh;

import java.util.concurrent.TimeUnit;

import io.starling.mesh.model.Digest;
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
 * One row's part of the digest, which each change of a row takes twice: the old part out,
 * the new one in.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DigestBenchmark {

	private final KnownMesh mesh = new KnownMesh();

	private int next;

	/**
	 * Computes the fingerprint of a row, of another one each time.
	 * @return the fingerprint
	 */
	@Benchmark
	public Digest fingerprint() {
		this.next = (this.next + 7) % KnownMesh.ROWS;
		return this.mesh.rows().get(this.next).fingerprint();
	}

}

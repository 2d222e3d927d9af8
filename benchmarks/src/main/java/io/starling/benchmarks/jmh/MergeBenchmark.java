package io.starling.benchmarks.jmh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Member;
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
 * What the arrival of a Gossip with one rumor costs a member that knows a hundred others
 * and a thousand rows: merging, the digest, the new snapshot, passing it on over seven
 * links, but neither encoding nor sockets.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MergeBenchmark {

	private final KnownMesh mesh = new KnownMesh();

	private int next;

	private long version = 100;

	/**
	 * Learns the next version of a row, another one each time.
	 * @return the new snapshot
	 */
	@Benchmark
	public MeshSnapshot newerRow() {
		Row row = this.mesh.rows().get(next(KnownMesh.ROWS));
		receive(new Rumor.OfRow(Row.of(row.id(), this.version++, row.state()), Duration.ZERO));
		return this.mesh.snapshot();
	}

	/**
	 * Hears of a row what it already knows, as it does of each change on most links.
	 * @return the same snapshot
	 */
	@Benchmark
	public MeshSnapshot knownRow() {
		receive(new Rumor.OfRow(this.mesh.rows().get(next(KnownMesh.ROWS)), Duration.ZERO));
		return this.mesh.snapshot();
	}

	/**
	 * Learns the next version of a member's record, of another one each time.
	 * @return the new snapshot
	 */
	@Benchmark
	public MeshSnapshot newerMember() {
		Member member = this.mesh.members().get(next(KnownMesh.MEMBERS));
		receive(new Rumor.OfMember(member.withVersion(this.version++)));
		return this.mesh.snapshot();
	}

	private int next(int count) {
		this.next = (this.next + 7) % count;
		return this.next;
	}

	private void receive(Rumor rumor) {
		this.mesh.receive(0, KnownMesh.gossip(rumor));
	}

}

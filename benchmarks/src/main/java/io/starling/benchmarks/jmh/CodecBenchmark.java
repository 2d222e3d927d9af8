package io.starling.benchmarks.jmh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.wire.MessageCodec;
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
 * Writing and reading the most frequent message that carries anything: a Gossip with one
 * service row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {

	private final Message gossip = KnownMesh.gossip(new Rumor.OfRow(new KnownMesh().rows().get(0), Duration.ZERO));

	private final byte[] frame = MessageCodec.encode(this.gossip);

	/**
	 * Writes the message.
	 * @return the frame
	 */
	@Benchmark
	public byte[] encode() {
		return MessageCodec.encode(this.gossip);
	}

	/**
	 * Reads the frame.
	 * @return the message
	 * @throws MalformedException never
	 */
	@Benchmark
	public Optional<Message> decode() throws MalformedException {
		return MessageCodec.decode(this.frame);
	}

}

package io.starling.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Notice;
import io.starling.mesh.protocol.Outbox;
import io.starling.mesh.protocol.Protocol;
import io.starling.mesh.protocol.Settings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A protocol that throws wherever it touches the world.
 */
class MeshLoopTest implements Outbox {

	private final ManualLoop loop = new ManualLoop();

	private final MonotonicClock clock = new MonotonicClock(() -> Instant.EPOCH, this.loop::nanos);

	private final List<Throwable> reported = new ArrayList<>();

	private final Answers answers = new Answers(new Completions(Runnable::run, this.loop));

	private final MeshLoop inputs = new MeshLoop(this.loop, this.clock,
			new Faults("test", this.clock, (times) -> this.reported.add(this.failure)), this.answers,
			Duration.ofMillis(100));

	private RuntimeException failure = new IllegalStateException("thrown by the test, on purpose");

	private boolean failing;

	private int dials;

	private void start() {
		this.inputs.use(new FakeTransport(), new Calls(this.loop, this.inputs::settleSoon)::resume);
		this.inputs
			.begin(new Protocol("test", new Member(new MemberId(1, 1), 1, new Endpoint("127.0.0.1", 1), "", false),
					Settings.defaults(), new SplittableRandom(1), this, this.inputs.now()));
		this.inputs.seedsResolved(List.of(new Endpoint("127.0.0.1", 9)));
	}

	@Test
	void aTickThatThrowsIsCountedAndFollowedByOthers() {
		start();
		this.failing = true;
		this.loop.pass(Duration.ofSeconds(30));
		int failed = this.dials;
		assertThat(this.reported).hasSizeGreaterThan(2);
		this.failing = false;
		this.loop.pass(Duration.ofSeconds(30));
		assertThat(this.dials).isGreaterThan(failed);
	}

	@Test
	void whoWaitsForASettlementThatThrowsIsToldSo() {
		start();
		this.loop.pass(Duration.ofSeconds(1));
		this.failing = true;
		CompletableFuture<Row> asked = new CompletableFuture<>();
		this.answers.whenSettled(asked,
				this.inputs.protocol()
					.rows()
					.put(this.inputs.now(), "greetings", "", Columns.EMPTY.with("a", "b").encode()));
		this.inputs.settleSoon();
		this.loop.turn();
		assertThat(asked).failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.withMessageContaining("could not show what it did");
		int failed = this.dials;
		this.failing = false;
		this.loop.pass(Duration.ofSeconds(30));
		assertThat(this.dials).isGreaterThan(failed);
	}

	private void throwIfFailing() {
		if (this.failing) {
			throw this.failure;
		}
	}

	@Override
	public void connect(ConnectionId connection, Endpoint endpoint) {
		this.dials++;
		throwIfFailing();
	}

	@Override
	public void send(ConnectionId connection, Message message) {
		throwIfFailing();
	}

	@Override
	public void close(ConnectionId connection) {
		throwIfFailing();
	}

	@Override
	public void resolveSeeds() {
		throwIfFailing();
	}

	@Override
	public void publish(MeshSnapshot snapshot) {
		throwIfFailing();
	}

	@Override
	public void notify(Notice notice) {
		throwIfFailing();
	}

	@Override
	public void confirmed(long inquiry, Confirmation confirmation) {
		throwIfFailing();
	}

}

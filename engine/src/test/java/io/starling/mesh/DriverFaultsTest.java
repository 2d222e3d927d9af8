package io.starling.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

import io.starling.mesh.FakeTransport.Operation;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.transport.NameLookup;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One member on a loop that the test turns, and a world that fails in every way.
 */
class DriverFaultsTest {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final ConnectionId IN = new ConnectionId(false, 1);

	private static final Member STRANGER = new Member(new MemberId(7, 7), 1, new Endpoint("127.0.0.1", 1), "", false);

	private final ManualLoop loop = new ManualLoop();

	/** So many more times the clock can be read, then once not, and then again. */
	private int reads = Integer.MAX_VALUE;

	private final NameLookup names = new NameLookup();

	private final MeshThreads threads = MeshThreads.on(this.loop, this.names,
			new MonotonicClock(() -> Instant.EPOCH, this::nanos));

	private final FakeTransport transport = new FakeTransport();

	private long nanos() {
		if (this.reads-- == 0) {
			this.reads = Integer.MAX_VALUE;
			throw new OutOfMemoryError("thrown by the test, on purpose");
		}
		return this.loop.nanos();
	}

	@AfterEach
	void close() {
		this.threads.close();
	}

	static Stream<Throwable> failures() {
		return Stream.of(new IllegalStateException("thrown by the test, on purpose"),
				new OutOfMemoryError("thrown by the test, on purpose"),
				new StackOverflowError("thrown by the test, on purpose"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void aTransportThatThrowsInATickCostsThatDialOnly(Throwable failure) {
		MeshDriver driver = start();
		this.loop.pass(Duration.ofSeconds(1));
		this.transport.fail(Operation.CONNECT, failure);
		this.loop.pass(Duration.ofSeconds(20));
		int failed = this.transport.dials().size();
		assertThat(driver.count(Activity.FAULTS)).isGreaterThanOrEqualTo(2);
		this.transport.recover();
		this.loop.pass(Duration.ofSeconds(20));
		assertThat(this.transport.dials().size()).isGreaterThan(failed);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void whatThrowsInAnInputCostsNoLink(Throwable failure) {
		MeshDriver driver = start();
		greet();
		this.transport.fail(Operation.SEND, failure);
		receive(new Message.Ping(1));
		// More than one, if a look of this member's own is due just then.
		assertThat(driver.count(Activity.FAULTS)).isPositive();
		this.transport.recover();
		assertThat(this.transport.closed()).isEmpty();
		receive(new Message.Ping(2));
		assertThat(this.transport.sent()).anyMatch((it) -> it instanceof Message.Pong pong && pong.sequence() == 2);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void aFlushThatThrowsStopsNothing(Throwable failure) {
		MeshDriver driver = start();
		this.transport.fail(Operation.FLUSH, failure);
		CompletableFuture<Row> put = put(driver, "a");
		this.loop.pass(Duration.ofSeconds(5));
		assertThat(put).succeedsWithin(PATIENCE);
		assertThat(driver.count(Activity.FAULTS)).isPositive();
	}

	/** The loop takes nothing for a while: it has no memory, or its threads end. */
	@ParameterizedTest
	@MethodSource("failures")
	void anAlarmThatCannotBeSetIsSetLater(Throwable failure) {
		MeshDriver driver = start();
		this.loop.pass(Duration.ofSeconds(1));
		this.loop.failWith(() -> failure);
		this.loop.pass(Duration.ofSeconds(20));
		this.loop.recover();
		this.loop.pass(Alarm.CHECK);
		int before = this.transport.dials().size();
		this.loop.pass(Duration.ofSeconds(20));
		assertThat(this.transport.dials().size()).isGreaterThan(before);
		assertThat(driver.count(Activity.FAULTS)).isPositive();
		assertThat(put(driver, "a")).satisfies((answer) -> this.loop.turn()).succeedsWithin(PATIENCE);
	}

	@Test
	void aCallThatALoopWithoutMemoryCannotTakeIsMadeLater() {
		MeshDriver driver = start();
		this.loop.pass(Duration.ofSeconds(1));
		this.loop.failWith(() -> new OutOfMemoryError("thrown by the test, on purpose"));
		CompletableFuture<Row> put = put(driver, "a");
		this.loop.recover();
		assertThat(put).isNotDone();
		this.loop.pass(Duration.ofSeconds(6));
		assertThat(put).succeedsWithin(PATIENCE);
	}

	@Test
	void aLoopThatEndsLeavesNobodyWaiting() {
		MeshDriver driver = start();
		greet();
		CompletableFuture<Row> put = put(driver, "a");
		this.loop.turn();
		assertThat(put).succeedsWithin(PATIENCE);
		List<CompletableFuture<?>> open = new ArrayList<>();
		open.add(driver.confirm("greetings", "a", Duration.ofHours(1)));
		this.loop.turn();
		this.loop.failWith(() -> new RejectedExecutionException("thrown by the test, on purpose"));
		open.add(put(driver, "b"));
		this.threads.close();
		open.add(put(driver, "c"));
		open.add(driver.leave());
		assertThat(open).allSatisfy((answer) -> assertThat(answer.handle((it, ex) -> true)).succeedsWithin(PATIENCE));
		assertThat(open.get(2)).isCompletedExceptionally();
	}

	@Test
	void aLoopThatEndsByItselfIsKnownAndSocketsAreClosed() {
		MeshDriver driver = start();
		greet();
		CompletableFuture<?> open = driver.confirm("greetings", "a", Duration.ofHours(1));
		var unused = this.loop.shutdownGracefully();
		Awaitility.await().atMost(PATIENCE).until(this.transport::knowsThatTheLoopEnded);
		assertThat(driver.status().condition()).isEqualTo(MeshStatus.Condition.LEFT);
		assertThat(driver.status().reason()).contains("thread").contains("has ended");
		assertThat(open.handle((it, ex) -> true)).succeedsWithin(PATIENCE);
		assertThat(put(driver, "b")).failsWithin(PATIENCE);
		assertThat(driver.leave()).succeedsWithin(PATIENCE);
	}

	/** The clock is read in each step of a member, so each fails in its turn. */
	@Test
	void wantOfMemoryInAnyStepCostsThatStepOnly() {
		MeshDriver driver = start();
		greet();
		for (int step = 0; step < 60; step++) {
			this.reads = step;
			List<CompletableFuture<Row>> puts = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				puts.add(put(driver, "key" + i));
				receive(new Message.Ping(step));
			}
			this.loop.pass(Alarm.CHECK.plusSeconds(1));
			assertThat(puts).as("step " + step)
				.allSatisfy((put) -> assertThat(put.handle((row, ex) -> ex != null
						|| driver.snapshot().row(row.id()).orElseThrow().version() >= row.version()))
					.succeedsWithin(PATIENCE)
					.isEqualTo(true));
			this.reads = Integer.MAX_VALUE;
			int before = this.transport.dials().size();
			assertThat(put(driver, "last")).satisfies((put) -> this.loop.turn()).succeedsWithin(PATIENCE);
			this.loop.pass(Duration.ofSeconds(20));
			assertThat(this.transport.dials().size()).as("step " + step).isGreaterThan(before);
		}
	}

	@Test
	void aTransportThatNeitherClosesNorFailsDoesNotKeepAMember() {
		MeshDriver driver = start();
		this.transport.neverClose();
		CompletableFuture<Void> left = driver.leave();
		this.loop.turn();
		assertThat(left).succeedsWithin(PATIENCE);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void aTransportThatThrowsAtTheEndDoesNotKeepAMember(Throwable failure) {
		MeshDriver driver = start();
		greet();
		CompletableFuture<?> open = put(driver, "a");
		this.transport.fail(Operation.CLOSE_ALL, failure);
		CompletableFuture<Void> left = driver.leave();
		this.loop.turn();
		assertThat(left).succeedsWithin(PATIENCE);
		assertThat(open).succeedsWithin(PATIENCE);
	}

	@Test
	void aStartThatFailsAfterItListensClosesThePort() {
		MeshSettings settings = MeshSettings.defaults();
		// What others are to connect to is not known before it listens.
		MeshSettings impossible = new MeshSettings("test", "0.0.0.0", 0, 0, null, 0, List.of(), "", settings.protocol(),
				null);
		CompletableFuture<MeshDriver> started = MeshDriver.start(impossible, this.threads,
				(loop, events) -> this.transport.with(events));
		this.loop.pass(Duration.ofMillis(10));
		assertThat(started).isCompletedExceptionally();
		assertThat(this.transport.isClosed()).isTrue();
	}

	@Test
	void aFloodOfCallsDoesNotMakeAMemberDeaf() {
		MeshDriver driver = start();
		greet();
		List<CompletableFuture<Row>> flood = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			flood.add(put(driver, "key" + i));
		}
		for (int ping = 1; ping <= 3; ping++) {
			// First the sockets, then the tasks.
			this.transport.events().received(IN, new Message.Ping(ping));
			this.loop.pass(Duration.ofMillis(1));
			int sequence = ping;
			assertThat(this.transport.sent())
				.anyMatch((it) -> it instanceof Message.Pong pong && pong.sequence() == sequence);
			assertThat(driver.snapshot().table("greetings")).hasSize(ping * Calls.BATCH);
		}
		this.loop.pass(Duration.ofMillis(1));
		assertThat(flood).allSatisfy((answer) -> assertThat(answer).succeedsWithin(PATIENCE));
	}

	@Test
	void tooManyCallsAreRefusedAndThoseBeforeAreMade() {
		MeshDriver driver = start();
		List<CompletableFuture<Boolean>> calls = new ArrayList<>();
		for (int i = 0; i < Calls.MOST; i++) {
			calls.add(driver.call((protocol, now) -> true));
		}
		assertThat(driver.call((protocol, now) -> true)).failsWithin(PATIENCE)
			.withThrowableThat()
			.withMessageContaining("65536 calls wait");
		this.loop.turn();
		assertThat(calls.get(0)).succeedsWithin(PATIENCE);
		assertThat(driver.call((protocol, now) -> true)).isNotDone();
	}

	private MeshDriver start() {
		MeshSettings settings = MeshSettings.defaults()
			.withName("test")
			.withSeeds(List.of(new Endpoint("127.0.0.1", 9), new Endpoint("127.0.0.2", 9)));
		CompletableFuture<MeshDriver> started = MeshDriver.start(settings, this.threads,
				(loop, events) -> this.transport.with(events));
		this.loop.pass(Duration.ofMillis(10));
		return started.join();
	}

	private static CompletableFuture<Row> put(MeshDriver driver, String key) {
		return driver
			.call((protocol, now) -> protocol.rows().put(now, "greetings", key, Columns.EMPTY.with("a", "b").encode()));
	}

	private void greet() {
		this.transport.events().accepted(IN);
		receive(new Message.Hello("test", STRANGER, true, Digest.EMPTY));
	}

	private void receive(Message message) {
		this.transport.events().received(IN, message);
		this.loop.pass(Duration.ofMillis(10));
	}

}

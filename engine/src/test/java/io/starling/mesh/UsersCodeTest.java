package io.starling.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code of users that takes its time: appenders, listeners, and what depends on futures.
 */
class UsersCodeTest {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Columns STATE = Columns.EMPTY.with("text", "hello");

	private final CountDownLatch released = new CountDownLatch(1);

	private final List<MeshThreads> threads = new ArrayList<>();

	private final List<Mesh> meshes = new ArrayList<>();

	@AfterEach
	void end() {
		this.released.countDown();
		this.meshes.forEach(Mesh::close);
		this.threads.forEach(MeshThreads::close);
	}

	@Test
	void aLogThatBlocksMakesNobodyDead() {
		List<Mesh> all = start(6);
		eventually(() -> all.stream()
			.map(Mesh::snapshot)
			.allMatch((seen) -> seen.present().size() == 6 && seen.linked().containsAll(seen.neighbours())));
		Blocking appender = new Blocking();
		Logger logger = (Logger) LoggerFactory.getLogger(Mesh.class);
		logger.addAppender(appender);
		try {
			List<Mesh> survivors = all.subList(0, 4);
			kill(4);
			eventually(() -> appender.isBlocking.get());
			// Whoever writes that line can do nothing else; so who sees the next death?
			kill(5);
			MemberId last = all.get(5).snapshot().self();
			eventually(() -> survivors.stream()
				.allMatch((mesh) -> mesh.snapshot().member(last).orElseThrow().liveness() == Liveness.DEAD));
			// The two may be seen in either order.
			eventually(() -> survivors.stream().allMatch((mesh) -> mesh.count(Activity.DEATHS) >= 2));
			assertThat(survivors).allSatisfy((mesh) -> assertThat(mesh.count(Activity.DEATHS)).isEqualTo(2));
			assertThat(appender.isBlocking).isTrue();
		}
		finally {
			logger.detachAppender(appender);
		}
	}

	@Test
	void aCallThatRacesWithLeavingAlwaysEnds() throws Exception {
		for (int round = 0; round < 200; round++) {
			Mesh mesh = start(1).get(0);
			List<CompletableFuture<?>> calls = new ArrayList<>();
			CountDownLatch begun = new CountDownLatch(1);
			Thread caller = new Thread(() -> {
				for (int i = 0; i < 300; i++) {
					calls.add(mesh.put("greetings", "key" + i % 10, STATE));
					calls.add(mesh.confirm("greetings", "key" + i % 10, Duration.ofHours(1)));
					calls.add(mesh.withdraw("greetings", "other"));
					calls.add(mesh.explain("0"));
					begun.countDown();
				}
			});
			caller.start();
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
			CompletableFuture<Void> left = mesh.leave();
			caller.join(30_000);
			assertThat(calls).hasSize(1200);
			CompletableFuture<?> ended = CompletableFuture
				.allOf(calls.stream().map((call) -> call.handle((it, ex) -> true)).toArray(CompletableFuture[]::new));
			assertThat(ended).as("round " + round).succeedsWithin(PATIENCE);
			assertThat(left).succeedsWithin(PATIENCE);
		}
	}

	@Test
	void whatDependsOnAFutureMayWaitForAnother() {
		Mesh mesh = start(1).get(0);
		CompletableFuture<Row> chained = mesh.put("greetings", "a", STATE)
			.thenApply((row) -> mesh.put("greetings", "b", STATE).join());
		assertThat(chained).succeedsWithin(PATIENCE);
		assertThat(mesh.snapshot().row(chained.join().id())).isPresent();
	}

	@Test
	void whatDependsOnAFutureMayWaitForOneThatWasAskedForBefore() {
		Mesh mesh = start(1).get(0);
		List<CompletableFuture<Row>> all = new ArrayList<>();
		List<CompletableFuture<Row>> chained = new ArrayList<>();
		HeldLoop.during(this.threads.get(0), () -> {
			for (int i = 0; i < 20; i++) {
				CompletableFuture<Row> next = new CompletableFuture<>();
				all.add(next);
				chained.add(mesh.put("greetings", "key" + i, STATE).thenApply((row) -> next.join()));
			}
		});
		for (CompletableFuture<Row> next : all) {
			var unused = mesh.put("greetings", "last", STATE).thenAccept(next::complete);
		}
		assertThat(chained).allSatisfy((it) -> assertThat(it).succeedsWithin(PATIENCE));
	}

	@Test
	void whatDependsOnAFutureMayBeStuck() {
		Mesh mesh = start(1).get(0);
		List<CompletableFuture<Row>> stuck = new ArrayList<>();
		HeldLoop.during(this.threads.get(0), () -> stuck.add(mesh.put("greetings", "a", STATE).thenApply((row) -> {
			HeldLoop.await(this.released);
			return row;
		})));
		assertThat(mesh.put("greetings", "b", STATE)).succeedsWithin(PATIENCE);
		assertThat(stuck.get(0)).isNotDone();
	}

	@Test
	void futuresCompleteInOrder() {
		Mesh mesh = start(1).get(0);
		List<Integer> order = Collections.synchronizedList(new ArrayList<>());
		List<CompletableFuture<Void>> all = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			int number = i;
			all.add(mesh.put("greetings", "a", STATE).thenAccept((row) -> order.add(number)));
		}
		assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))).succeedsWithin(PATIENCE);
		assertThat(order).hasSize(500).isSorted();
	}

	@Test
	void aListenerThatIsStuckHoldsUpNoOther() {
		Mesh mesh = start(1).get(0);
		CountDownLatch stuck = new CountDownLatch(40);
		for (int i = 0; i < 40; i++) {
			mesh.watch((before, after) -> {
				stuck.countDown();
				HeldLoop.await(this.released);
			});
		}
		AtomicBoolean told = new AtomicBoolean();
		mesh.watch((before, after) -> told.set(after.table("greetings").size() == 2));
		mesh.put("greetings", "a", STATE).join();
		eventually(() -> stuck.getCount() == 0);
		mesh.put("greetings", "b", STATE).join();
		eventually(told::get);
	}

	@Test
	void aListenerThatThrowsAnErrorIsToldOfTheNextChange() {
		Mesh mesh = start(1).get(0);
		CountDownLatch calls = new CountDownLatch(2);
		mesh.watch((before, after) -> {
			calls.countDown();
			throw new StackOverflowError("thrown by the test, on purpose");
		});
		mesh.put("greetings", "a", STATE).join();
		eventually(() -> calls.getCount() == 1);
		mesh.put("greetings", "b", STATE).join();
		eventually(() -> calls.getCount() == 0);
	}

	@Test
	void aListenerMayCloseTheMesh() {
		Mesh mesh = start(1).get(0);
		CompletableFuture<Boolean> closed = new CompletableFuture<>();
		mesh.watch((before, after) -> {
			mesh.close();
			closed.complete(mesh.leave().isDone());
		});
		var unused = mesh.put("greetings", "a", STATE);
		assertThat(closed).succeedsWithin(PATIENCE).isEqualTo(true);
	}

	@Test
	void closingOnTheLoopDoesNotHoldItUp() {
		Mesh mesh = start(1).get(0);
		CompletableFuture<Long> seconds = new CompletableFuture<>();
		this.threads.get(0).next().execute(() -> {
			// Leaving needs the loop: whoever waits for it here waits in vain, for 2 s.
			long begun = System.nanoTime();
			mesh.close();
			seconds.complete(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
		});
		assertThat(seconds).succeedsWithin(PATIENCE).isEqualTo(0L);
		assertThat(mesh.leave()).succeedsWithin(PATIENCE);
	}

	@Test
	void threadsThatAreClosedFirstLeaveNobodyWaiting() {
		Mesh mesh = start(1).get(0);
		List<CompletableFuture<?>> calls = new ArrayList<>();
		mesh.put("greetings", "a", STATE).join();
		calls.add(mesh.confirm("greetings", "a", Duration.ofHours(1)));
		for (int i = 0; i < 1000; i++) {
			calls.add(mesh.put("greetings", "a", STATE));
		}
		this.threads.get(0).close();
		calls.add(mesh.put("greetings", "a", STATE));
		calls.add(mesh.leave());
		assertThat(calls).allSatisfy((call) -> assertThat(call.handle((it, ex) -> true)).succeedsWithin(PATIENCE));
	}

	/** Each on a thread of its own. */
	private List<Mesh> start(int count) {
		List<Mesh> started = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			MeshThreads own = MeshThreads.create(1);
			this.threads.add(own);
			Mesh mesh = Mesh.start(settings(started.isEmpty() ? List.of() : List.of(started.get(0).self().endpoint())),
					own);
			this.meshes.add(mesh);
			started.add(mesh);
		}
		return started;
	}

	/** Without a goodbye, as its threads end first and all sockets with them. */
	private void kill(int index) {
		this.threads.get(index).close();
	}

	private static MeshSettings settings(List<Endpoint> seeds) {
		return MeshSettings.defaults().withName("test").withPorts(0, 0).withSeeds(seeds);
	}

	private static void eventually(BooleanSupplier condition) {
		Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition::getAsBoolean);
	}

	/** Never returns from the first line, until the test ends. */
	private final class Blocking extends UnsynchronizedAppenderBase<ILoggingEvent> {

		private final AtomicBoolean isBlocking = new AtomicBoolean();

		Blocking() {
			start();
		}

		@Override
		protected void append(ILoggingEvent event) {
			if (this.isBlocking.compareAndSet(false, true)) {
				HeldLoop.await(UsersCodeTest.this.released);
			}
		}

	}

}

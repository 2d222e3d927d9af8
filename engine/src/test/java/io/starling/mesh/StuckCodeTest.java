package io.starling.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More code of users that is stuck than there are threads for it.
 */
class StuckCodeTest {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** Each of hundreds that are stuck is given a little time first. */
	private static final Duration LONG = Duration.ofMinutes(2);

	private static final Columns STATE = Columns.EMPTY.with("text", "hello");

	/** How many continuations of {@link #putNested} have begun. */
	private final AtomicInteger entered = new AtomicInteger();

	private final CountDownLatch released = new CountDownLatch(1);

	private final MeshThreads threads = MeshThreads.create(1);

	@AfterEach
	void end() {
		this.released.countDown();
		this.threads.close();
	}

	@Test
	void anyNumberOfFuturesMayWaitForLaterOnes() {
		Mesh mesh = start();
		List<CompletableFuture<Row>> nested = putNested(mesh);
		assertThat(CompletableFuture.allOf(nested.toArray(CompletableFuture[]::new))).succeedsWithin(LONG);
		assertThat(mesh.put("greetings", "last", STATE)).succeedsWithin(PATIENCE);
		assertThat(mesh.leave()).succeedsWithin(PATIENCE);
	}

	@Test
	void anyNumberOfFuturesThatWaitForLaterOnesEndWithTheMesh() {
		Mesh mesh = start();
		List<CompletableFuture<Row>> nested = putNested(mesh);
		eventually(() -> this.entered.get() >= CallbackThreads.MOST);
		mesh.close();
		this.threads.close();
		CompletableFuture<Void> ended = CompletableFuture.allOf(nested.toArray(CompletableFuture[]::new));
		assertThat(ended.handle((rows, ex) -> true)).succeedsWithin(LONG);
		assertThat(mesh.leave()).succeedsWithin(PATIENCE);
	}

	/** More than there are threads, each of which waits for a write of its own. */
	private List<CompletableFuture<Row>> putNested(Mesh mesh) {
		List<CompletableFuture<Row>> nested = new ArrayList<>();
		HeldLoop.during(this.threads, () -> {
			for (int i = 0; i < 300; i++) {
				String key = "key" + i;
				nested.add(mesh.put("greetings", key, STATE).thenApply((row) -> {
					this.entered.incrementAndGet();
					return mesh.put("others", row.id().key(), STATE).join();
				}));
			}
		});
		return nested;
	}

	@Test
	void anyNumberOfListenersThatAreStuckHoldUpNoFuture() {
		Mesh mesh = start();
		AtomicInteger stuck = new AtomicInteger();
		for (int i = 0; i < 300; i++) {
			mesh.watch((before, after) -> {
				stuck.incrementAndGet();
				HeldLoop.await(this.released);
			});
		}
		assertThat(mesh.put("greetings", "a", STATE)).succeedsWithin(PATIENCE);
		eventually(() -> stuck.get() >= CallbackThreads.MOST);
		assertThat(mesh.put("greetings", "b", STATE)).succeedsWithin(PATIENCE);
		assertThat(mesh.leave()).succeedsWithin(PATIENCE);
	}

	private Mesh start() {
		return Mesh.start(MeshSettings.defaults().withName("test").withPorts(0, 0).withSeeds(List.of()), this.threads);
	}

	private static void eventually(BooleanSupplier condition) {
		Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(10)).until(condition::getAsBoolean);
	}

}

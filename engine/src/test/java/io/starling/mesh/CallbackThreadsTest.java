package io.starling.mesh;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallbackThreadsTest {

	private final AtomicInteger started = new AtomicInteger();

	private final Deque<Runnable> later = new ArrayDeque<>();

	private final CountDownLatch released = new CountDownLatch(1);

	private volatile boolean exhausted;

	private final CallbackThreads threads = new CallbackThreads(this::thread, this.later::add);

	private Thread thread(Runnable work) {
		if (this.exhausted) {
			throw new OutOfMemoryError("unable to create native thread, says the test");
		}
		this.started.incrementAndGet();
		return new Thread(work);
	}

	@AfterEach
	void close() {
		this.released.countDown();
		this.threads.close();
	}

	@Test
	void noTaskWaitsForAnotherUpToTheBoundAndThenTheyWait() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(CallbackThreads.MOST);
		for (int i = 0; i < CallbackThreads.MOST; i++) {
			this.threads.execute(() -> {
				begun.countDown();
				awaitRelease();
			});
		}
		assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Boolean> last = new CompletableFuture<>();
		this.threads.execute(() -> last.complete(true));
		assertThat(this.started).hasValue(CallbackThreads.MOST);
		assertThat(last).isNotDone();
		this.released.countDown();
		assertThat(last).succeedsWithin(60, TimeUnit.SECONDS);
		assertThat(this.started).hasValue(CallbackThreads.MOST);
	}

	@Test
	void whereNoThreadCanBeStartedItIsTriedAgain() {
		this.exhausted = true;
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		this.threads.execute(() -> done.complete(true));
		assertThat(this.later).hasSize(1);
		this.exhausted = false;
		this.later.poll().run();
		assertThat(done).succeedsWithin(60, TimeUnit.SECONDS);
	}

	@Test
	void aTaskThatThrowsOrIsInterruptedEndsNoThread() {
		this.threads.execute(() -> {
			Thread.currentThread().interrupt();
			throw new StackOverflowError("thrown by the test, on purpose");
		});
		for (int i = 0; i < 10; i++) {
			CompletableFuture<Boolean> done = new CompletableFuture<>();
			this.threads.execute(() -> done.complete(true));
			assertThat(done).succeedsWithin(60, TimeUnit.SECONDS);
		}
	}

	@Test
	void afterItsCloseTasksAreStillRun() {
		this.threads.close();
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		this.threads.execute(() -> done.complete(true));
		assertThat(done).succeedsWithin(60, TimeUnit.SECONDS);
	}

	private void awaitRelease() {
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

package io.starling.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.starling.mesh.log.LogQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class CallbackThreadsTest {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Queue<Thread> started = new ConcurrentLinkedQueue<>();

	private final Deque<Runnable> later = new ConcurrentLinkedDeque<>();

	private final CountDownLatch released = new CountDownLatch(1);

	private volatile boolean exhausted;

	private final CallbackThreads threads = new CallbackThreads(this::thread, this.later::add);

	private Thread thread(Runnable work) {
		if (this.exhausted) {
			throw new OutOfMemoryError("unable to create native thread, says the test");
		}
		Thread thread = new Thread(work);
		thread.setDaemon(true);
		this.started.add(thread);
		return thread;
	}

	@AfterEach
	void close() {
		this.released.countDown();
		this.threads.close();
	}

	@Test
	void noTaskWaitsForAnotherUpToTheBoundAndThenOneMoreThreadTakesWhatWaits() throws InterruptedException {
		block(CallbackThreads.MOST);
		for (int i = 0; i < 500; i++) {
			CompletableFuture<Boolean> next = new CompletableFuture<>();
			this.threads.execute(() -> next.complete(true));
			assertThat(next).succeedsWithin(PATIENCE);
		}
		// It has to begin anew only where it was put off by others for long.
		assertThat(this.started.size()).isLessThan(CallbackThreads.MOST + 100);
	}

	@Test
	void tasksThatAllWaitForTheLastOneAllEnd() {
		int count = CallbackThreads.MOST + 100;
		List<CompletableFuture<Boolean>> all = new ArrayList<>();
		CompletableFuture<Boolean> last = new CompletableFuture<>();
		for (int i = 0; i < count; i++) {
			CompletableFuture<Boolean> next = new CompletableFuture<>();
			all.add(next);
			this.threads.execute(() -> next.complete(last.join()));
		}
		this.threads.execute(() -> last.complete(true));
		assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))).succeedsWithin(PATIENCE);
	}

	@Test
	void tasksThatWaitForALaterOneEndAfterTheCloseToo() {
		List<CompletableFuture<Boolean>> all = new ArrayList<>();
		CompletableFuture<Boolean> last = new CompletableFuture<>();
		for (int i = 0; i < CallbackThreads.MOST + 20; i++) {
			CompletableFuture<Boolean> next = new CompletableFuture<>();
			all.add(next);
			this.threads.execute(() -> next.complete(last.join()));
		}
		this.threads.close();
		this.threads.execute(() -> last.complete(true));
		assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))).succeedsWithin(PATIENCE);
	}

	@Test
	void aThreadBeyondTheBoundThatCannotBeStartedIsTriedAgain() throws InterruptedException {
		block(CallbackThreads.MOST);
		this.exhausted = true;
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		this.threads.execute(() -> done.complete(true));
		assertThat(this.later).hasSize(1);
		this.exhausted = false;
		this.later.poll().run();
		assertThat(done).succeedsWithin(PATIENCE);
	}

	@Test
	void allThreadsEndWhenNothingIsLeftToDo() throws InterruptedException {
		block(CallbackThreads.MOST);
		block(5);
		this.released.countDown();
		awaitEndOfThreads();
	}

	private void awaitEndOfThreads() throws InterruptedException {
		this.threads.close();
		for (Thread thread : this.started) {
			thread.join(60_000);
			assertThat(thread.isAlive()).isFalse();
		}
	}

	@Test
	void whereNoThreadCanBeStartedItIsTriedAgain() {
		this.exhausted = true;
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		this.threads.execute(() -> done.complete(true));
		assertThat(this.later).hasSize(1);
		this.exhausted = false;
		this.later.poll().run();
		assertThat(done).succeedsWithin(PATIENCE);
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
			assertThat(done).succeedsWithin(PATIENCE);
		}
	}

	@Test
	void tasksThatAlwaysThrowAreInTheLogOnce() throws InterruptedException {
		Logger logger = (Logger) LoggerFactory.getLogger(CallbackThreads.class);
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.list = new CopyOnWriteArrayList<>();
		lines.start();
		logger.addAppender(lines);
		try {
			CountDownLatch thrown = new CountDownLatch(20);
			for (int i = 0; i < 20; i++) {
				this.threads.execute(() -> {
					thrown.countDown();
					throw new IllegalStateException("thrown by the test, on purpose");
				});
			}
			awaitEndOfThreads();
			assertThat(thrown.getCount()).isZero();
			assertThat(LogQueue.shared().written(PATIENCE)).succeedsWithin(PATIENCE);
			assertThat(lines.list).hasSize(1);
		}
		finally {
			logger.detachAppender(lines);
		}
	}

	@Test
	void afterItsCloseTasksAreStillRun() {
		this.threads.close();
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		this.threads.execute(() -> done.complete(true));
		assertThat(done).succeedsWithin(PATIENCE);
	}

	/** Returns when all of so many more tasks are stuck. */
	private void block(int count) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(count);
		for (int i = 0; i < count; i++) {
			this.threads.execute(() -> {
				begun.countDown();
				awaitRelease();
			});
		}
		assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
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

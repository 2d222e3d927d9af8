package io.starling.mesh;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a test do something while a mesh's thread does nothing: what depends on a future
 * that is there already runs on the thread of the test.
 */
final class HeldLoop {

	private HeldLoop() {
	}

	static void during(MeshThreads threads, Runnable action) {
		CountDownLatch done = new CountDownLatch(1);
		threads.next().execute(() -> await(done));
		action.run();
		done.countDown();
	}

	/** Waits for as long as it takes, but not beyond an interruption. */
	static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

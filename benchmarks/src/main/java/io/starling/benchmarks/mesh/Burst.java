package io.starling.benchmarks.mesh;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.starling.benchmarks.measure.Await;
import io.starling.benchmarks.measure.ServiceRow;
import io.starling.mesh.Mesh;

/**
 * A member that changes rows at an even rate, on a thread of its own, until told to end.
 */
final class Burst {

	/** Few enough to stay within the member's budget of bytes. */
	private static final int KEYS = 500;

	private static final Duration STEP = Duration.ofMillis(1);

	private final Mesh owner;

	private final int rate;

	private final CompletableFuture<Double> achieved;

	private volatile boolean ending;

	private Burst(Mesh owner, int rate) {
		this.owner = owner;
		this.rate = rate;
		this.achieved = new CompletableFuture<>();
	}

	static Burst begin(Mesh owner, int rate) {
		Burst burst = new Burst(owner, rate);
		burst.achieved.completeAsync(burst::change);
		return burst;
	}

	/**
	 * Ends the burst, and waits until its last change is written.
	 * @return how many rows it changed each second
	 */
	double end() {
		this.ending = true;
		return this.achieved.join();
	}

	private double change() {
		long from = System.nanoTime();
		int changed = 0;
		CompletableFuture<?> last = CompletableFuture.completedFuture(null);
		while (!this.ending) {
			double due = this.rate * (System.nanoTime() - from) / 1e9;
			for (; changed < due; changed++) {
				last = this.owner.put(ServiceRow.TABLE, Integer.toString(changed % KEYS), ServiceRow.of(changed));
			}
			Await.pause(STEP);
		}
		last.join();
		return changed / ((System.nanoTime() - from) / 1e9);
	}

}

package io.starling.spring.registration;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;

/**
 * Lets an instance that has just become ready grow to its full weight in steps, while
 * caches fill and code is compiled.
 */
public final class SlowStart {

	private static final int STEPS = 10;

	private final Duration duration;

	private int begun;

	/**
	 * Creates a slow start.
	 * @param duration how long the whole takes; zero for none
	 */
	public SlowStart(Duration duration) {
		this.duration = duration;
	}

	boolean isWanted() {
		return !this.duration.isZero();
	}

	/**
	 * Begins from the first step, even if another run is under way.
	 * @param step is told the shares that are wanted by and by, on a thread of its own
	 * @return the share that is wanted at once
	 */
	synchronized double begin(DoubleConsumer step) {
		this.begun++;
		schedule(2, this.begun, step);
		return 1.0 / STEPS;
	}

	/** Ends the run that is under way. */
	synchronized void end() {
		this.begun++;
	}

	private void schedule(int next, int run, DoubleConsumer step) {
		Executor later = CompletableFuture.delayedExecutor(this.duration.toNanos() / (STEPS - 1), TimeUnit.NANOSECONDS);
		later.execute(() -> {
			if (isCurrent(run)) {
				step.accept((double) next / STEPS);
				if (next < STEPS) {
					schedule(next + 1, run, step);
				}
			}
		});
	}

	private synchronized boolean isCurrent(int run) {
		return run == this.begun;
	}

}

package io.starling.benchmarks.measure;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Waits for conditions. Looks every 50 microseconds, or less often where looking itself
 * takes long: the CPU is for those who are measured.
 */
public final class Await {

	private static final long PAUSE_NANOS = 50_000;

	private static final int PAUSE_PER_LOOK = 4;

	private Await() {
	}

	/**
	 * Waits until a condition holds for each of several, one after the other, so that
	 * each is asked only until it holds there once.
	 * @param <T> the type of those who are asked
	 * @param asked who is asked
	 * @param condition what is waited for
	 * @param deadline the {@link System#nanoTime()} to give up at
	 * @return whether it held for each before the deadline
	 */
	public static <T> boolean everyUntil(Collection<T> asked, Predicate<T> condition, long deadline) {
		for (T one : asked) {
			long from = System.nanoTime();
			while (!condition.test(one)) {
				long now = System.nanoTime();
				if (now - deadline > 0) {
					return false;
				}
				LockSupport.parkNanos(Math.max(PAUSE_NANOS, PAUSE_PER_LOOK * (now - from)));
				from = System.nanoTime();
			}
		}
		return true;
	}

	/**
	 * Waits until a condition holds for each of several, and fails loudly if it does not.
	 * @param <T> the type of those who are asked
	 * @param what what is waited for, in words
	 * @param asked who is asked
	 * @param condition what is waited for
	 * @param limit how long to wait
	 * @throws NotReachedException if the limit passed, saying for how many it did not
	 * hold
	 */
	public static <T> void every(String what, Collection<T> asked, Predicate<T> condition, Duration limit) {
		if (!everyUntil(asked, condition, System.nanoTime() + limit.toNanos())) {
			throw new NotReachedException("Not within " + limit.toSeconds() + " s: " + what + ", missing at "
					+ asked.stream().filter(condition.negate()).count() + " of " + asked.size());
		}
	}

	/**
	 * Lets time pass.
	 * @param time how long
	 */
	public static void pause(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

}

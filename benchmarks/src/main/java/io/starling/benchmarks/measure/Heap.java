package io.starling.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * The heap that is in use when all garbage is gone.
 */
public final class Heap {

	private static final int ATTEMPTS = 10;

	private static final Duration PAUSE = Duration.ofMillis(200);

	private Heap() {
	}

	/**
	 * Collects garbage until that frees nothing worth mentioning any more.
	 * @return the bytes in use then
	 */
	public static long used() {
		long used = Long.MAX_VALUE;
		for (int i = 0; i < ATTEMPTS; i++) {
			long before = used;
			System.gc();
			Await.pause(PAUSE);
			used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
			if (i > 1 && before - used < before / 1000) {
				break;
			}
		}
		return used;
	}

}

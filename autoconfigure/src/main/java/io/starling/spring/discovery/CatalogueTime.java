package io.starling.spring.discovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.starling.mesh.Subscription;

/**
 * The time as the catalogue counts it, apart from the mesh's and from the time of day,
 * which somebody may set.
 */
interface CatalogueTime extends InstantSource {

	/**
	 * Asks for one call at a moment.
	 * @param moment when to call
	 * @param call is called on a thread that others need, too, and must be quick
	 * @return gives the call up
	 */
	Subscription at(Instant moment, Runnable call);

	/**
	 * Returns a time that begins at the time of day and goes on by a clock that nobody
	 * sets.
	 * @return the time
	 */
	static CatalogueTime monotonic() {
		Instant origin = Instant.now();
		long nanosAtOrigin = System.nanoTime();
		return new CatalogueTime() {

			@Override
			public Instant instant() {
				return origin.plusNanos(System.nanoTime() - nanosAtOrigin);
			}

			@Override
			public Subscription at(Instant moment, Runnable call) {
				CompletableFuture<Void> alarm = new CompletableFuture<>();
				long nanos = Duration.between(instant(), moment).toNanos();
				var unused = alarm.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS).thenRun(call);
				return () -> alarm.cancel(false);
			}

		};
	}

}

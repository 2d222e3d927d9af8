package io.starling.demo.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The two ways to go. Draining tells everybody first and leaves when nobody calls any
 * more; dying tells nobody.
 */
class Departure {

	private static final int KILLED = 137;

	private final ConfigurableApplicationContext context;

	private final Duration drainTime;

	private final AtomicBoolean draining = new AtomicBoolean();

	Departure(ConfigurableApplicationContext context, Duration drainTime) {
		this.context = context;
		this.drainTime = drainTime;
	}

	/**
	 * Refuses traffic at once, so that every caller's load balancer looks elsewhere, and
	 * ends the process in good order a moment later. The moment is for the audience:
	 * Spring's own shutdown goes through the same steps.
	 */
	void drain() {
		if (!this.draining.compareAndSet(false, true)) {
			return;
		}
		AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		CompletableFuture.delayedExecutor(this.drainTime.toMillis(), TimeUnit.MILLISECONDS)
			.execute(() -> new Thread(this::exit, "drained").start());
	}

	/**
	 * Ends the process at once, as {@code kill -9} does: no goodbye, no hook, no flush.
	 */
	void die() {
		Runtime.getRuntime().halt(KILLED);
	}

	@SuppressWarnings("SystemExitOutsideMain")
	private void exit() {
		System.exit(SpringApplication.exit(this.context));
	}

}

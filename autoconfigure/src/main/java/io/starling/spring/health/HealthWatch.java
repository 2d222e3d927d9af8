package io.starling.spring.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

import io.starling.spring.registration.StarlingAutoServiceRegistration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Looks at the application's health now and then, and lets its row say what it found. A
 * look that fails counts as a look that found trouble.
 */
public final class HealthWatch implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(HealthWatch.class);

	private final ApplicationHealth health;

	private final StarlingAutoServiceRegistration registration;

	private final Supplier<SimpleAsyncTaskScheduler> schedulers;

	private final Duration interval;

	private boolean worked = true;

	private @Nullable SimpleAsyncTaskScheduler scheduler;

	/**
	 * Creates a watch.
	 * @param health what to look at
	 * @param registration is told when that changes
	 * @param schedulers makes what has the thread on which looks are taken
	 * @param interval the time from one look to the next
	 */
	public HealthWatch(ApplicationHealth health, StarlingAutoServiceRegistration registration,
			Supplier<SimpleAsyncTaskScheduler> schedulers, Duration interval) {
		this.health = health;
		this.registration = registration;
		this.schedulers = schedulers;
		this.interval = interval;
	}

	/** The first look is taken here, so that the row never says UP before it. */
	@SuppressWarnings("FutureReturnValueIgnored") // a look never throws
	@Override
	public synchronized void start() {
		if (this.scheduler == null) {
			look();
			this.scheduler = this.schedulers.get();
			Instant first = this.scheduler.getClock().instant().plus(this.interval);
			this.scheduler.scheduleWithFixedDelay(this::look, first, this.interval);
		}
	}

	private void look() {
		String trouble = trouble();
		boolean works = trouble.isEmpty();
		if (works != this.worked) {
			logger.info(works ? "The application's health is good again"
					: "The application's health is bad, so others are told that it is DOWN: " + trouble);
			this.worked = works;
			this.registration.reportHealth(works);
		}
	}

	private String trouble() {
		try {
			Map<String, Status> trouble = this.health.trouble();
			return trouble.isEmpty() ? "" : trouble.toString();
		}
		catch (RuntimeException ex) {
			return "it could not be read: " + ex;
		}
	}

	@Override
	public synchronized void stop() {
		if (this.scheduler != null) {
			this.scheduler.close();
			this.scheduler = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.scheduler != null;
	}

	/** Before the registration, whose phase is the highest. */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE - 1;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}

package io.starling.spring.registration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.starling.mesh.model.Confirmation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Keeps an application serving that has said DRAINING, until all others have confirmed
 * that they know, and a little longer, for requests that were on their way.
 */
public final class Drain {

	private static final Log logger = LogFactory.getLog(Drain.class);

	// The mesh keeps the time; this is only in case that it does not answer at all.
	private static final Duration GRACE = Duration.ofSeconds(1);

	private final Duration timeout;

	private final Duration linger;

	private final ApplicationEventPublisher publisher;

	/**
	 * Creates a drain.
	 * @param timeout how long to wait for confirmations at most; zero waits for none
	 * @param linger how long to go on serving afterwards, if there is anybody else
	 * @param publisher is given a {@link DrainedEvent} at the end
	 */
	public Drain(Duration timeout, Duration linger, ApplicationEventPublisher publisher) {
		this.timeout = timeout;
		this.linger = linger;
		this.publisher = publisher;
	}

	/**
	 * Waits until others know what stands of a registration.
	 * @param registry has written it
	 * @param registration the registration
	 */
	void await(StarlingServiceRegistry registry, Registration registration) {
		if (this.timeout.isZero()) {
			return;
		}
		long start = System.nanoTime();
		try {
			// The row counts that most do not hold; an inquiry that failed counts as
			// nobody's.
			Confirmation confirmation = leastComplete(registry.confirm(registration, this.timeout));
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			report(confirmation, took);
			if (confirmation.others() > 0) {
				Thread.sleep(this.linger.toMillis());
			}
			this.publisher.publishEvent(new DrainedEvent(this, confirmation, took));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("Nobody could be asked whether they know that this application drains", ex);
		}
	}

	private Confirmation leastComplete(List<CompletableFuture<Confirmation>> answers)
			throws InterruptedException, ExecutionException, TimeoutException {
		Confirmation least = new Confirmation(0, 0);
		for (CompletableFuture<Confirmation> answer : answers) {
			Confirmation next = answer.get(this.timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
			least = (missing(next) >= missing(least)) ? next : least;
		}
		return least;
	}

	private static int missing(Confirmation confirmation) {
		return confirmation.others() - confirmation.holders();
	}

	private void report(Confirmation confirmation, Duration took) {
		String counts = confirmation.holders() + " of " + confirmation.others() + " other members confirmed";
		if (confirmation.isComplete()) {
			logger.info("Draining: " + counts + " after " + took.toMillis() + " ms");
		}
		else {
			logger.warn("Draining: only " + counts + " within " + took.toMillis()
					+ " ms; the others may still send requests. If they were only slow, raise starling.drain.timeout");
		}
	}

}

package io.starling.spring.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.starling.spring.registration.DrainedEvent;

import org.springframework.context.ApplicationListener;

/**
 * Records drains in the timer {@code starling.drain}.
 */
public final class DrainTimer implements ApplicationListener<DrainedEvent> {

	private final Timer timer;

	/**
	 * Registers the timer.
	 * @param registry where to register it
	 */
	public DrainTimer(MeterRegistry registry) {
		this.timer = Timer.builder("starling.drain")
			.description("How long it took until others knew that this application stops")
			.register(registry);
	}

	@Override
	public void onApplicationEvent(DrainedEvent event) {
		this.timer.record(event.getDuration());
	}

}

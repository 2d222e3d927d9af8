package io.starling.spring.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.starling.spring.registration.DrainedEvent;

import org.springframework.context.ApplicationListener;

/**
 * Records drains in the timer {@code starling.drain}.
 */
public final class DrainTimer implements ApplicationListener<DrainedEvent> {

	private final MeterRegistry registry;

	/**
	 * Creates a timer that is registered when there is a drain.
	 * @param registry where to register it
	 */
	public DrainTimer(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onApplicationEvent(DrainedEvent event) {
		Timer.builder("starling.drain")
			.description("How long it took until others knew that this application stops")
			.register(this.registry)
			.record(event.getDuration());
	}

}

package io.starling.spring.registration;

import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Tells an application that does not register that discovery is ready all the same: the
 * discovery health indicator stays UNKNOWN until it hears an
 * {@link InstanceRegisteredEvent}.
 */
public final class ObserverAnnouncement implements SmartLifecycle {

	private final ApplicationEventPublisher publisher;

	private final Object configuration;

	private boolean announced;

	/**
	 * Creates the announcement.
	 * @param publisher where the event goes
	 * @param configuration the event's content
	 */
	public ObserverAnnouncement(ApplicationEventPublisher publisher, Object configuration) {
		this.publisher = publisher;
		this.configuration = configuration;
	}

	@Override
	public void start() {
		if (!this.announced) {
			this.announced = true;
			this.publisher.publishEvent(new InstanceRegisteredEvent<>(this, this.configuration));
		}
	}

	@Override
	public void stop() {
	}

	@Override
	public boolean isRunning() {
		return this.announced;
	}

}

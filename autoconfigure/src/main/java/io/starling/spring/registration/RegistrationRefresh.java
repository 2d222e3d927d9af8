package io.starling.spring.registration;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;

/**
 * Carries a refresh of the environment into the row: the member stays, its row changes.
 */
public final class RegistrationRefresh implements ApplicationListener<EnvironmentChangeEvent> {

	private final StarlingAutoServiceRegistration registration;

	/**
	 * Creates the listener.
	 * @param registration whose row to write again
	 */
	public RegistrationRefresh(StarlingAutoServiceRegistration registration) {
		this.registration = registration;
	}

	@Override
	public void onApplicationEvent(EnvironmentChangeEvent event) {
		if (event.getKeys().stream().anyMatch((key) -> key.startsWith("starling.metadata"))) {
			this.registration.refresh();
		}
	}

}

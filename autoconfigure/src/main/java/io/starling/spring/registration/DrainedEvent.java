package io.starling.spring.registration;

import java.time.Duration;

import io.starling.mesh.model.Confirmation;

import org.springframework.context.ApplicationEvent;

/**
 * This application has drained: others know that it takes no further requests, or the
 * time for it is over. Its servers stop next.
 */
public final class DrainedEvent extends ApplicationEvent {

	private final transient Confirmation confirmation;

	private final Duration duration;

	/**
	 * Creates the event.
	 * @param source who drained
	 * @param confirmation who has confirmed that they know
	 * @param duration how long that took
	 */
	public DrainedEvent(Object source, Confirmation confirmation, Duration duration) {
		super(source);
		this.confirmation = confirmation;
		this.duration = duration;
	}

	/**
	 * Returns who has confirmed that they know.
	 * @return how many other members, of how many
	 */
	public Confirmation getConfirmation() {
		return this.confirmation;
	}

	/**
	 * Returns how long the confirmations took.
	 * @return the time from the question to the last of them, or to the deadline
	 */
	public Duration getDuration() {
		return this.duration;
	}

}

package io.starling.spring.registration;

import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.starling.spring.discovery.ServiceStatus;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.cloud.client.discovery.event.InstancePreRegisteredEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.cloud.client.serviceregistry.RegistrationLifecycle;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Registers this application. The row is written once all servers have started, with the
 * status STARTING, because only then the ports are known; it says UP when the application
 * announces that it accepts traffic, after its runners have run, and DRAINING when it
 * refuses traffic. At the end it says DRAINING and is withdrawn before any server stops.
 */
public final class StarlingAutoServiceRegistration
		implements AutoServiceRegistration, SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<?>> {

	private static final Log logger = LogFactory.getLog(StarlingAutoServiceRegistration.class);

	private final ApplicationContext context;

	private final StarlingServiceRegistry registry;

	private final StarlingRegistration registration;

	private final RegistrationHooks hooks;

	private final BooleanSupplier enabled;

	private ServiceStatus readiness = ServiceStatus.STARTING;

	private boolean announced;

	private volatile boolean running;

	/**
	 * Creates the automatic registration.
	 * @param context the application's context
	 * @param registry writes the row
	 * @param registration what to say
	 * @param hooks the application's code around it
	 * @param enabled asked at the start, because an application compiled ahead of time
	 * has this bean whatever its properties say when it runs
	 */
	public StarlingAutoServiceRegistration(ApplicationContext context, StarlingServiceRegistry registry,
			StarlingRegistration registration, Stream<? extends RegistrationLifecycle<?>> hooks,
			BooleanSupplier enabled) {
		this.context = context;
		this.registry = registry;
		this.registration = registration;
		this.hooks = new RegistrationHooks(hooks);
		this.enabled = enabled;
	}

	@Override
	public synchronized void start() {
		if (this.running) {
			return;
		}
		if (this.enabled.getAsBoolean()) {
			register();
		}
		if (!this.announced) {
			this.announced = true;
			this.context.publishEvent(new InstanceRegisteredEvent<>(this, this.registration));
		}
	}

	private void register() {
		this.registration.readMetadata();
		this.context.publishEvent(new InstancePreRegisteredEvent(this, this.registration));
		this.hooks.call(this.registration, RegistrationLifecycle::postProcessBeforeStartRegister);
		this.registry.announce(this.registration, this.readiness);
		writeRow();
		this.running = true;
		this.hooks.call(this.registration, RegistrationLifecycle::postProcessAfterStartRegister);
	}

	// Nothing in a row grows but the metadata, and an application that nobody sees must
	// not look as if it had started well.
	private void writeRow() {
		try {
			this.registry.register(this.registration);
		}
		catch (IllegalStateException ex) {
			if (ex.getCause() instanceof IllegalArgumentException refusal) {
				throw new InvalidConfigurationPropertyValueException("starling.metadata",
						this.registration.getMetadata().keySet(),
						"The row of this application was refused: " + refusal.getMessage()
								+ ". Shorten the metadata, or raise starling.tables.max-row-size on all members.");
			}
			throw ex;
		}
	}

	@Override
	public synchronized void stop() {
		if (!this.running) {
			return;
		}
		this.running = false;
		try {
			this.hooks.call(this.registration, RegistrationLifecycle::postProcessBeforeStopRegister);
			this.registry.announce(this.registration, ServiceStatus.DRAINING);
			this.registry.deregister(this.registration);
			this.hooks.call(this.registration, RegistrationLifecycle::postProcessAfterStopRegister);
		}
		catch (RuntimeException ex) {
			// The application stops in any case, and the goodbye withdraws the row, too.
			logger.warn("Could not withdraw " + this.registration.getInstanceId() + " in order", ex);
		}
	}

	/**
	 * Takes over what the application says of its readiness. What a child context says,
	 * the actuator's among them, is not about this application.
	 */
	@Override
	public synchronized void onApplicationEvent(AvailabilityChangeEvent<?> event) {
		boolean foreign = event.getSource() instanceof ApplicationContext source && source != this.context;
		if (foreign || !(event.getState() instanceof ReadinessState state)) {
			return;
		}
		this.readiness = (state == ReadinessState.ACCEPTING_TRAFFIC) ? ServiceStatus.UP : ServiceStatus.DRAINING;
		if (this.running) {
			this.registry.announce(this.registration, this.readiness);
		}
	}

	/** Writes the row again after the user's metadata changed. */
	synchronized void refresh() {
		if (this.running) {
			this.registration.readMetadata();
			this.registry.rewrite(this.registration);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** The last to start, when all ports are known, and the first to stop. */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

	/** A test context that is set aside for another one keeps its registration. */
	@Override
	public boolean isPauseable() {
		return false;
	}

}

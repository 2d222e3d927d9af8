package io.starling.spring.registration;

import java.util.function.BooleanSupplier;

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

	private final Drain drain;

	private final SlowStart slowStart;

	private final BooleanSupplier enabled;

	private ServiceStatus readiness = ServiceStatus.STARTING;

	private boolean announced;

	private boolean gaveWay;

	private volatile boolean running;

	/**
	 * Creates the automatic registration.
	 * @param context the application's context
	 * @param registry writes the row
	 * @param registration what to say
	 * @param hooks the application's code around it
	 * @param drain keeps the application serving until others know that it stops
	 * @param slowStart lets it grow to its full weight
	 * @param enabled asked at the start, because an application compiled ahead of time
	 * has this bean whatever its properties say when it runs
	 */
	public StarlingAutoServiceRegistration(ApplicationContext context, StarlingServiceRegistry registry,
			StarlingRegistration registration, RegistrationHooks hooks, Drain drain, SlowStart slowStart,
			BooleanSupplier enabled) {
		this.context = context;
		this.registry = registry;
		this.registration = registration;
		this.hooks = hooks;
		this.drain = drain;
		this.slowStart = slowStart;
		this.enabled = enabled;
	}

	@Override
	public synchronized void start() {
		if (this.running || this.gaveWay) {
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
		this.registration.readPorts();
		describe();
		this.context.publishEvent(new InstancePreRegisteredEvent(this, this.registration));
		this.hooks.call(this.registration, RegistrationLifecycle::postProcessBeforeStartRegister);
		this.registry.announce(this.registration, this.readiness);
		writeRow();
		this.running = true;
		ApplicationContext parent = this.context.getParent();
		if (parent != null && this.registration.getPort() != 0) {
			parent.getBeanProvider(StarlingAutoServiceRegistration.class)
				.ifAvailable((above) -> above.giveWay(this.registration.getServiceId()));
		}
		this.hooks.call(this.registration, RegistrationLifecycle::postProcessAfterStartRegister);
	}

	// Where contexts share a name, the one that has the web server is the application: a
	// row without a port would take requests that nobody can send.
	private synchronized void giveWay(String serviceId) {
		if (this.running && this.registration.getPort() == 0
				&& this.registration.getServiceId().equalsIgnoreCase(serviceId)) {
			this.gaveWay = true;
			endRunning();
			this.registry.deregister(this.registration);
		}
	}

	private void describe() {
		this.registration.readMetadata();
		this.hooks.customize(this.registration);
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

	/**
	 * Says DRAINING, goes on serving until others know, and withdraws the row. The
	 * servers, whose phases are lower, stop after that.
	 */
	@Override
	public void stop() {
		if (!endRunning()) {
			return;
		}
		try {
			this.hooks.call(this.registration, RegistrationLifecycle::postProcessBeforeStopRegister);
			this.registry.announce(this.registration, ServiceStatus.DRAINING);
			this.drain.await(this.registry, this.registration);
			this.registry.deregister(this.registration);
			this.hooks.call(this.registration, RegistrationLifecycle::postProcessAfterStopRegister);
		}
		catch (RuntimeException ex) {
			// The application stops in any case, and the goodbye withdraws the row, too.
			logger.warn("Could not withdraw " + this.registration.getInstanceId() + " in order", ex);
		}
	}

	// What the application says of its readiness while it drains must not have to wait.
	private synchronized boolean endRunning() {
		boolean was = this.running;
		this.running = false;
		this.slowStart.end();
		return was;
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
		ServiceStatus before = this.readiness;
		this.readiness = (state == ReadinessState.ACCEPTING_TRAFFIC) ? ServiceStatus.UP : ServiceStatus.DRAINING;
		if (this.readiness != before) {
			warmUp();
		}
		if (this.running) {
			this.registry.announce(this.registration, this.readiness);
		}
	}

	private void warmUp() {
		this.slowStart.end();
		if (this.readiness == ServiceStatus.UP && this.slowStart.isWanted()) {
			this.registration.wantShare(this.slowStart.begin(this::grow));
		}
	}

	private synchronized void grow(double share) {
		this.registration.wantShare(share);
		if (this.running && this.readiness == ServiceStatus.UP) {
			this.registry.rewrite(this.registration);
		}
	}

	/**
	 * Takes over what the application's health says.
	 * @param healthy false shows the application as DOWN, whatever its readiness says
	 */
	public void reportHealth(boolean healthy) {
		this.registry.reportHealth(this.registration, healthy);
	}

	/** Writes the row again after the user's metadata changed. */
	synchronized void refresh() {
		if (this.running) {
			describe();
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

package io.starling.spring.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.starling.mesh.Mesh;
import io.starling.mesh.model.Confirmation;
import io.starling.spring.address.Address;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;

/**
 * Writes registrations as rows of this member into the mesh; any {@link Registration}
 * will do. The status in a row is the application's own unless an operator set another.
 * Safe for use by several threads.
 */
public final class StarlingServiceRegistry implements ServiceRegistry<Registration> {

	/**
	 * Set as a status, ends what an operator set. {@code CANCEL_OVERRIDE} does as well.
	 */
	public static final String RESET = "RESET";

	// Eureka's word for it, which scripts may use.
	private static final String CANCEL_OVERRIDE = "CANCEL_OVERRIDE";

	private static final Set<ServiceStatus> SETTABLE = Set.of(ServiceStatus.DRAINING, ServiceStatus.OUT_OF_SERVICE,
			ServiceStatus.DOWN, ServiceStatus.UNKNOWN);

	private static final long WAIT_SECONDS = 2;

	private static final Log logger = LogFactory.getLog(StarlingServiceRegistry.class);

	private final ServiceRows rows;

	private final String zone;

	// By the registration's instance id.
	private final Map<String, Standing> standings = new LinkedHashMap<>();

	StarlingServiceRegistry(ServiceRows rows, String zone) {
		this.rows = rows;
		this.zone = zone;
	}

	/**
	 * Returns a registry that writes into a mesh.
	 * @param mesh the mesh
	 * @return the registry
	 */
	public static StarlingServiceRegistry of(Mesh mesh) {
		return new StarlingServiceRegistry(ServiceRows.of(mesh), mesh.self().zone());
	}

	/**
	 * Writes the row, UP unless {@link #announce} said otherwise before, and waits until
	 * it stands in this member's own memory; the others know within milliseconds.
	 * @throws IllegalStateException if the row is refused, for example because it is too
	 * large
	 */
	@Override
	public void register(@Nullable Registration registration) {
		Objects.requireNonNull(registration, "No registration given");
		Standing standing;
		CompletableFuture<?> written;
		synchronized (this.standings) {
			standing = standing(registration);
			written = write(standing);
		}
		await(written, "register " + key(registration));
		String place = (registration.getPort() != 0) ? "at " + registration.getUri() : "without a port";
		logger.info("Registered " + registration.getServiceId() + " as " + key(registration) + " " + place + ", "
				+ standing.effective());
	}

	/** Withdraws the row, if it stands, and waits until this member's memory says so. */
	@Override
	public void deregister(@Nullable Registration registration) {
		if (registration == null) {
			return;
		}
		CompletableFuture<?> withdrawn;
		synchronized (this.standings) {
			Standing standing = this.standings.get(key(registration));
			if (standing == null || !standing.isListed()) {
				return;
			}
			this.standings.put(key(registration), standing.withListed(List.of()));
			withdrawn = all(standing.listed().stream().map(this.rows::withdraw));
		}
		await(withdrawn, "withdraw " + key(registration));
		logger.info("Withdrew " + key(registration));
	}

	/**
	 * Sets the status that the application gives itself.
	 * @param registration the registration
	 * @param status its own status
	 */
	void announce(Registration registration, ServiceStatus status) {
		change(registration, (standing) -> standing.withOwn(status));
	}

	/**
	 * Sets whether the application's health lets it take requests.
	 * @param registration the registration
	 * @param healthy false if it is DOWN, whatever its readiness says
	 */
	void reportHealth(Registration registration, boolean healthy) {
		change(registration, (standing) -> standing.withHealth(healthy));
	}

	/**
	 * Asks all other members whether they hold what stands of a registration as it is
	 * now.
	 * @param registration the registration
	 * @param within how long to wait for those who have not said so
	 * @return the answer for each of its rows
	 */
	List<CompletableFuture<Confirmation>> confirm(Registration registration, Duration within) {
		return standing(registration).listed().stream().map((key) -> this.rows.confirm(key, within)).toList();
	}

	/** Writes the row again, because something that it says changed. */
	void rewrite(Registration registration) {
		change(registration, UnaryOperator.identity());
	}

	/**
	 * Sets the status that an operator gives: DRAINING, OUT_OF_SERVICE, DOWN or UNKNOWN
	 * take the application out until it is set to UP or {@value #RESET}, which do the
	 * same: the application's own readiness decides again.
	 * @throws InvalidStatusException if the status is another word
	 */
	@Override
	public void setStatus(Registration registration, String status) {
		ServiceStatus operator = operatorStatus(status);
		change(registration, (standing) -> standing.withOperator(operator));
	}

	/**
	 * Returns the status as Eureka's clients know it.
	 * @return a map: {@code status} as other members see it and, if an operator set it,
	 * {@code overriddenStatus}
	 */
	@Override
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	public <T> T getStatus(Registration registration) {
		Standing standing = standing(registration);
		Map<String, String> status = new LinkedHashMap<>();
		status.put("status", (standing.isListed() ? standing.effective() : ServiceStatus.UNKNOWN).name());
		if (standing.operator() != null) {
			status.put("overriddenStatus", standing.operator().name());
		}
		return (T) status;
	}

	/** Does nothing: the mesh is left when the application has stopped. */
	@Override
	public void close() {
	}

	private void change(Registration registration, UnaryOperator<Standing> change) {
		synchronized (this.standings) {
			Standing before = standing(registration);
			Standing standing = change.apply(before);
			this.standings.put(key(registration), standing);
			if (!standing.isListed()) {
				return;
			}
			if (before.effective() != standing.effective()) {
				logger.info(key(registration) + " is " + standing.effective());
			}
			CompletableFuture<?> unused = write(standing).whenComplete((row, failure) -> {
				if (failure != null) {
					logger.error("Could not change the row of " + key(registration) + ": " + failure.getMessage());
				}
			});
		}
	}

	private Standing standing(Registration registration) {
		synchronized (this.standings) {
			Standing standing = this.standings.get(key(registration));
			return (standing != null) ? standing : Standing.of(registration);
		}
	}

	private CompletableFuture<?> write(Standing standing) {
		try {
			List<ServiceRow> rows = rows(standing);
			this.standings.put(key(standing.registration()), standing.withListed(rows));
			Instant now = Instant.now();
			return all(rows.stream().map((row) -> this.rows.put(row.instanceId(), row.toColumns(now))));
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static CompletableFuture<?> all(Stream<CompletableFuture<?>> changes) {
		return CompletableFuture.allOf(changes.toArray(CompletableFuture<?>[]::new));
	}

	private List<ServiceRow> rows(Standing standing) {
		Registration registration = standing.registration();
		if (registration instanceof StarlingRegistration own) {
			return own.rows(standing.effective());
		}
		Map<String, String> metadata = Objects.requireNonNullElse(registration.getMetadata(), Map.of());
		return List.of(new ServiceRow(registration.getServiceId(), key(registration),
				Address.unbracketed(registration.getHost()), registration.getPort(), registration.isSecure(),
				standing.effective(), this.zone, metadata, 0));
	}

	private static void await(CompletableFuture<?> change, String what) {
		try {
			change.get(WAIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			throw new IllegalStateException("Could not " + what + ": " + cause.getMessage(), cause);
		}
		catch (TimeoutException ex) {
			logger.warn("Did not " + what + " within " + WAIT_SECONDS + " s; it will happen when the mesh gets to it");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static @Nullable ServiceStatus operatorStatus(String text) {
		String name = text.strip().toUpperCase(Locale.ROOT);
		if (name.equals(ServiceStatus.UP.name()) || name.equals(RESET) || name.equals(CANCEL_OVERRIDE)) {
			return null;
		}
		return SETTABLE.stream()
			.filter((status) -> status.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new InvalidStatusException(text));
	}

	// Registrations without an instance id exist (the interface allows it), and one
	// process has one of them at an address.
	private static String key(Registration registration) {
		String instanceId = registration.getInstanceId();
		return (instanceId != null) ? instanceId
				: registration.getServiceId() + ":" + registration.getHost() + ":" + registration.getPort();
	}

}

package io.starling.spring.registration;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

import io.starling.mesh.model.Member;
import io.starling.spring.address.Address;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What this application says of itself in the service table. Its metadata may be changed
 * until it is registered, by listeners of {@code InstancePreRegisteredEvent} and by
 * {@code RegistrationLifecycle} beans. The ports are those that the servers listen on,
 * random ones included, so they are known only once the servers have started.
 */
public final class StarlingRegistration implements Registration {

	private static final String ZONE = "zone";

	private static final String WEIGHT = "weight";

	private static final Bindable<Map<String, String>> TEXTS = Bindable.mapOf(String.class, String.class);

	private final String serviceId;

	private final String instanceId;

	private final String host;

	private final String zone;

	private final Environment environment;

	private final ManagementMetadata management;

	private final Map<String, String> metadata = new ConcurrentSkipListMap<>();

	private final Map<String, AdditionalService> additional = new ConcurrentSkipListMap<>();

	/** Null before the servers have started. */
	private volatile @Nullable Integer port;

	/** Null where there is no slow start. */
	private volatile @Nullable Double share;

	private Set<String> usersKeys = Set.of();

	private StarlingRegistration(String serviceId, String instanceId, String host, String zone, Environment environment,
			boolean registerManagement) {
		this.serviceId = serviceId;
		this.instanceId = instanceId;
		this.host = host;
		this.zone = zone;
		this.environment = environment;
		this.management = new ManagementMetadata(environment, registerManagement);
		readMetadata();
	}

	/**
	 * Returns what an application says of itself.
	 * @param environment the application's name, ports and metadata
	 * @param self the member that this application is
	 * @param instanceId the instance id that the user wants; null for one that no other
	 * instance can have
	 * @param registerManagement false if nothing is to be told of the actuator
	 * @return the registration
	 */
	public static StarlingRegistration of(Environment environment, Member self, @Nullable String instanceId,
			boolean registerManagement) {
		String serviceId = serviceId(environment);
		String id = StringUtils.hasText(instanceId) ? instanceId : serviceId + ":" + self.id();
		String address = Address.unbracketed(environment.getProperty("server.address", ""));
		String host = (address.isEmpty() || Address.isWildcard(address)) ? self.endpoint().host() : address;
		return new StarlingRegistration(serviceId, id, host, self.zone(), environment, registerManagement);
	}

	/**
	 * Returns what the application of a context says of itself. A context whose parents
	 * have a registration, too, shares its member with them, and often its name and its
	 * properties, so its own id becomes part of the instance id.
	 * @param context the application's context
	 * @param self the member that this application is
	 * @param instanceId the instance id that the user wants; null for one that no other
	 * instance can have
	 * @param registerManagement false if nothing is to be told of the actuator
	 * @return the registration
	 */
	public static StarlingRegistration of(ApplicationContext context, Member self, @Nullable String instanceId,
			boolean registerManagement) {
		ApplicationContext parent = context.getParent();
		if (parent == null || parent.getBeanProvider(StarlingRegistration.class).stream().findAny().isEmpty()) {
			return of(context.getEnvironment(), self, instanceId, registerManagement);
		}
		String id = StringUtils.hasText(instanceId) ? instanceId + ":" + context.getId()
				: serviceId(context.getEnvironment()) + ":" + context.getId() + ":" + self.id();
		return of(context.getEnvironment(), self, id, registerManagement);
	}

	private static String serviceId(Environment environment) {
		String name = environment.getProperty("spring.application.name", "");
		return name.isBlank() ? "application" : name.strip();
	}

	/**
	 * Keeps the ports as they are now. Boot shows the ports of a context to those above
	 * it, too, so later they may be another's.
	 */
	void readPorts() {
		this.port = localPort();
		this.management.readPort();
	}

	/**
	 * Takes the user's metadata from the environment, as at the start and after a
	 * refresh, and what the application itself knows where the user said nothing.
	 */
	final void readMetadata() {
		Map<String, String> users = Binder.get(this.environment).bind("starling.metadata", TEXTS).orElseGet(Map::of);
		this.usersKeys.stream().filter((key) -> !users.containsKey(key)).forEach(this.metadata::remove);
		this.usersKeys = Set.copyOf(users.keySet());
		this.metadata.putAll(users);
		// Load balancers look for the zone there, in any case.
		if (!this.zone.isEmpty() && this.metadata.keySet().stream().noneMatch(ZONE::equalsIgnoreCase)) {
			this.metadata.put(ZONE, this.zone);
		}
		this.management.describe(getPort()).forEach(this.metadata::putIfAbsent);
	}

	/**
	 * Adds a service that this process offers, too; one of the same name is replaced.
	 * @param service the service
	 * @throws IllegalArgumentException if it has the name of the application itself
	 */
	public void addService(AdditionalService service) {
		if (service.serviceId().equalsIgnoreCase(this.serviceId)) {
			throw new IllegalArgumentException("The application itself is registered as '" + this.serviceId
					+ "': an additional service needs another name");
		}
		this.additional.put(service.serviceId(), service);
	}

	/**
	 * Says which share of the requests of a fully warm instance this one wants, from 0 to
	 * 1; it shows in the weight.
	 */
	void wantShare(double share) {
		this.share = share;
	}

	/** Returns the rows that say all this, this application's own first. */
	List<ServiceRow> rows(ServiceStatus status) {
		Map<String, String> shown = new TreeMap<>(this.metadata);
		Double share = this.share;
		if (share != null) {
			shown.put(WEIGHT, String.valueOf(Math.max(1, Math.round(share * fullWeight()))));
		}
		ServiceRow own = new ServiceRow(this.serviceId, this.instanceId, this.host, getPort(), isSecure(), status,
				this.zone, shown, getManagementPort());
		return Stream.concat(Stream.of(own), this.additional.values().stream().map((it) -> row(it, own))).toList();
	}

	private static ServiceRow row(AdditionalService service, ServiceRow own) {
		Map<String, String> metadata = new TreeMap<>(own.metadata());
		metadata.putAll(service.metadata());
		int port = (service.port() != null) ? service.port().getAsInt() : own.port();
		boolean secure = (service.secure() != null) ? service.secure() : own.secure();
		return new ServiceRow(service.serviceId(), service.serviceId() + ":" + own.instanceId(), own.host(), port,
				secure, own.status(), own.zone(), metadata, own.managementPort());
	}

	// Small weights cannot grow in steps, so whoever starts slowly and says nothing has
	// more than the load balancers' 1.
	private int fullWeight() {
		String weight = this.metadata.getOrDefault(WEIGHT, "10");
		try {
			return Integer.parseInt(weight.strip());
		}
		catch (NumberFormatException ex) {
			throw new InvalidConfigurationPropertyValueException("starling.metadata." + WEIGHT, weight,
					"With starling.slow-start it must be a whole number.");
		}
	}

	@Override
	public String getInstanceId() {
		return this.instanceId;
	}

	@Override
	public String getServiceId() {
		return this.serviceId;
	}

	@Override
	public String getHost() {
		return Address.bracketed(this.host);
	}

	/**
	 * Returns the port that the web server listens on; 0 before it has started, and in an
	 * application without one.
	 */
	@Override
	public int getPort() {
		Integer port = this.port;
		return (port != null) ? port : localPort();
	}

	private int localPort() {
		return this.environment.getProperty("local.server.port", Integer.class, 0);
	}

	/**
	 * Returns the port of the actuator.
	 * @return the port; 0 before it has started, or if there is none, or if it is not to
	 * be registered
	 */
	public int getManagementPort() {
		return this.management.port();
	}

	@Override
	public boolean isSecure() {
		return Binder.get(this.environment).bind("server.ssl", TEXTS).isBound()
				&& this.environment.getProperty("server.ssl.enabled", Boolean.class, true);
	}

	@Override
	public URI getUri() {
		return ServiceInstance.createUri(this);
	}

	@Override
	public Map<String, String> getMetadata() {
		return this.metadata;
	}

	@Override
	public String toString() {
		return this.instanceId + " at " + getUri();
	}

}

package io.starling.spring.registration;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

import io.starling.mesh.model.Member;
import io.starling.spring.address.Address;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.serviceregistry.Registration;
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

	private static final Bindable<Map<String, String>> TEXTS = Bindable.mapOf(String.class, String.class);

	private final String serviceId;

	private final String instanceId;

	private final String host;

	private final String zone;

	private final Environment environment;

	private final ManagementMetadata management;

	private final Map<String, String> metadata = new ConcurrentSkipListMap<>();

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
		String name = environment.getProperty("spring.application.name", "");
		String serviceId = name.isBlank() ? "application" : name.strip();
		String id = StringUtils.hasText(instanceId) ? instanceId : serviceId + ":" + self.id();
		String address = Address.unbracketed(environment.getProperty("server.address", ""));
		String host = (address.isEmpty() || Address.isWildcard(address)) ? self.endpoint().host() : address;
		return new StarlingRegistration(serviceId, id, host, self.zone(), environment, registerManagement);
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

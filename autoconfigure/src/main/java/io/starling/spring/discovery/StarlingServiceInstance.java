package io.starling.spring.discovery;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.starling.mesh.model.MemberId;
import io.starling.spring.address.Address;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.ServiceInstance;

/**
 * An instance that the catalogue lists. Two of them are equal if they have the same
 * service id and instance id, whatever else they say: load balancers that remember an
 * instance must find it again after its metadata changed.
 */
public final class StarlingServiceInstance implements ServiceInstance {

	/**
	 * The key of the metadata of an instance that {@link #isPresumedDead()}; the value
	 * says why. No other instance has it, whatever it says of itself.
	 */
	public static final String PRESUMED_DEAD = "starling.presumed-dead";

	private final ServiceRow row;

	private final MemberId member;

	private final boolean suspect;

	private final @Nullable PresumedDead presumedDead;

	private final Map<String, String> metadata;

	private final String host;

	private final URI uri;

	StarlingServiceInstance(ServiceRow row, MemberId member, boolean suspect) {
		this(row, member, suspect, null);
	}

	private StarlingServiceInstance(ServiceRow row, MemberId member, boolean suspect,
			@Nullable PresumedDead presumedDead) {
		this.row = row;
		this.member = member;
		this.suspect = suspect;
		this.presumedDead = presumedDead;
		this.metadata = metadata(row.metadata(), presumedDead);
		this.host = Address.bracketed(row.host());
		this.uri = ServiceInstance.createUri(this);
	}

	private static Map<String, String> metadata(Map<String, String> said, @Nullable PresumedDead presumedDead) {
		if (presumedDead == null && !said.containsKey(PRESUMED_DEAD)) {
			return said;
		}
		Map<String, String> metadata = new TreeMap<>(said);
		metadata.remove(PRESUMED_DEAD);
		if (presumedDead != null) {
			metadata.put(PRESUMED_DEAD, presumedDead.reason());
		}
		return Collections.unmodifiableMap(metadata);
	}

	ServiceRow row() {
		return this.row;
	}

	@Nullable PresumedDead presumedDead() {
		return this.presumedDead;
	}

	StarlingServiceInstance withSuspect(boolean suspect) {
		return (this.suspect == suspect && this.presumedDead == null) ? this
				: new StarlingServiceInstance(this.row, this.member, suspect, null);
	}

	StarlingServiceInstance withPresumedDead(PresumedDead presumedDead) {
		return presumedDead.equals(this.presumedDead) ? this
				: new StarlingServiceInstance(this.row, this.member, true, presumedDead);
	}

	/** Returns what this instance says, seen as another one is. */
	StarlingServiceInstance seenAs(StarlingServiceInstance other) {
		return (other.presumedDead != null) ? withPresumedDead(other.presumedDead) : withSuspect(other.suspect);
	}

	@Override
	public String getInstanceId() {
		return this.row.instanceId();
	}

	@Override
	public String getServiceId() {
		return this.row.serviceId();
	}

	/**
	 * Returns the host as it stands in URIs: an IPv6 literal in brackets, because load
	 * balancers build the URI of a request from it as it is.
	 */
	@Override
	public String getHost() {
		return this.host;
	}

	@Override
	public int getPort() {
		return this.row.port();
	}

	@Override
	public boolean isSecure() {
		return this.row.secure();
	}

	@Override
	public URI getUri() {
		return this.uri;
	}

	@Override
	public Map<String, String> getMetadata() {
		return this.metadata;
	}

	/**
	 * Returns the zone that the instance runs in.
	 * @return the zone, or an empty text
	 */
	public String getZone() {
		return this.row.zone();
	}

	/**
	 * Returns the port of the instance's actuator.
	 * @return the port, or 0 if it has none
	 */
	public int getManagementPort() {
		return this.row.managementPort();
	}

	/**
	 * Returns the member whose row this is.
	 * @return the member's id
	 */
	public MemberId getMember() {
		return this.member;
	}

	/**
	 * Tells whether the member's observers suspect it, or presume that it is dead: prefer
	 * others.
	 * @return true if it is suspected
	 */
	public boolean isSuspect() {
		return this.suspect;
	}

	/**
	 * Tells whether the member counts as dead, which nobody has proven. The instance
	 * stays listed only because its service would have no trusted one.
	 * @return true if it is presumed dead; it is suspect then, too
	 */
	public boolean isPresumedDead() {
		return this.presumedDead != null;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof StarlingServiceInstance instance && getServiceId().equals(instance.getServiceId())
				&& getInstanceId().equals(instance.getInstanceId());
	}

	@Override
	public int hashCode() {
		return 31 * getServiceId().hashCode() + getInstanceId().hashCode();
	}

	@Override
	public String toString() {
		return getInstanceId() + " at " + this.uri
				+ (isPresumedDead() ? " (presumed dead)" : this.suspect ? " (suspect)" : "");
	}

}

package io.starling.spring.discovery;

import java.net.URI;
import java.util.Map;

import io.starling.mesh.model.MemberId;
import io.starling.spring.address.Address;

import org.springframework.cloud.client.ServiceInstance;

/**
 * An instance that the catalogue lists. Two of them are equal if they have the same
 * service id and instance id, whatever else they say: load balancers that remember an
 * instance must find it again after its metadata changed.
 */
public final class StarlingServiceInstance implements ServiceInstance {

	private final ServiceRow row;

	private final MemberId member;

	private final boolean suspect;

	private final String host;

	private final URI uri;

	StarlingServiceInstance(ServiceRow row, MemberId member, boolean suspect) {
		this.row = row;
		this.member = member;
		this.suspect = suspect;
		this.host = Address.bracketed(row.host());
		this.uri = ServiceInstance.createUri(this);
	}

	ServiceRow row() {
		return this.row;
	}

	StarlingServiceInstance withSuspect(boolean suspect) {
		return (this.suspect == suspect) ? this : new StarlingServiceInstance(this.row, this.member, suspect);
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
		return this.row.metadata();
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
	 * Tells whether the member's observers suspect it: prefer others.
	 * @return true if it is suspected
	 */
	public boolean isSuspect() {
		return this.suspect;
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
		return getInstanceId() + " at " + this.uri + (this.suspect ? " (suspect)" : "");
	}

}

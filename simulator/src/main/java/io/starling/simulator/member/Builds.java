package io.starling.simulator.member;

import java.util.TreeSet;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.simulator.network.Parcel;

/**
 * A mesh of members of two builds, this one and a later one: says which of them starts
 * where. Not thread-safe.
 */
public final class Builds implements Wire {

	private final TreeSet<String> later = new TreeSet<>();

	/**
	 * Installs a build on a host; whoever runs there already stays what it is.
	 * @param host the host
	 * @param isLater true for the later one
	 */
	public void install(String host, boolean isLater) {
		if (isLater) {
			this.later.add(host);
		}
		else {
			this.later.remove(host);
		}
	}

	@Override
	public Wire at(Endpoint endpoint) {
		return this.later.contains(endpoint.host()) ? new LaterWire() : Wire.CODEC;
	}

	@Override
	public Parcel pack(Message message) {
		throw new IllegalStateException("Each member packs by the wire of its build");
	}

}

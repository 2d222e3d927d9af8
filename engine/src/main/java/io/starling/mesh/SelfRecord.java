package io.starling.mesh;

import java.net.InetSocketAddress;
import java.security.SecureRandom;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;

/**
 * Makes a new member's first record, once it is known where it listens.
 */
final class SelfRecord {

	private SelfRecord() {
	}

	static Member of(MeshSettings settings, InetSocketAddress listening) {
		String advertised = settings.advertisedHost();
		if (advertised == null && listening.getAddress().isAnyLocalAddress()) {
			throw new IllegalArgumentException("it listens on all addresses of this host, " + settings.bindAddress()
					+ ", so others cannot be told where to connect to: set the advertised host, or an address to listen on");
		}
		String host = (advertised != null) ? advertised : listening.getAddress().getHostAddress();
		int port = (settings.advertisedPort() != 0) ? settings.advertisedPort() : listening.getPort();
		MemberId id = MemberId.random(new SecureRandom());
		return new Member(id, 1, new Endpoint(host, port), settings.zone(), false);
	}

}

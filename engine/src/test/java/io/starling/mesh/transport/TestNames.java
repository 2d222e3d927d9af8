package io.starling.mesh.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * A name server that knows one name.
 */
public final class TestNames {

	private TestNames() {
	}

	public static NameLookup knowing(String name, List<String> addresses) {
		return new NameLookup((host) -> {
			if (!host.equals(name)) {
				throw new UnknownHostException(host);
			}
			InetAddress[] found = new InetAddress[addresses.size()];
			for (int i = 0; i < found.length; i++) {
				found[i] = InetAddress.getByName(addresses.get(i));
			}
			return found;
		}, 1, 4, Duration.ofSeconds(5));
	}

}

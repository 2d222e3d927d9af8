package io.starling.test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

import io.starling.mesh.model.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * What lies between the members of a test: who listens where, and what is cut. Safe on
 * any thread.
 */
final class MemoryNetwork {

	private static final int FIRST_PORT = 20_000;

	private final Map<Endpoint, MemoryTransport> listening = new ConcurrentHashMap<>();

	/** Pairs of endpoints that do not hear each other. */
	private final ConcurrentSkipListSet<String> cuts = new ConcurrentSkipListSet<>();

	private int nextPort = FIRST_PORT;

	/** Gives a member an endpoint of its own, whichever one it wants. */
	synchronized InetSocketAddress listen(MemoryTransport transport, String host) {
		int port = this.nextPort++;
		try {
			InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
			this.listening.put(new Endpoint(address.getAddress().getHostAddress(), port), transport);
			return address;
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("No address for " + host, ex);
		}
	}

	void forget(Endpoint endpoint) {
		this.listening.remove(endpoint);
	}

	@Nullable MemoryTransport at(Endpoint endpoint) {
		return this.listening.get(endpoint);
	}

	void cut(Endpoint one, Endpoint other) {
		this.cuts.add(pair(one, other));
	}

	void mend() {
		this.cuts.clear();
	}

	boolean isCut(Endpoint one, Endpoint other) {
		return this.cuts.contains(pair(one, other));
	}

	private static String pair(Endpoint one, Endpoint other) {
		TreeSet<String> both = new TreeSet<>();
		both.add(one.toString());
		both.add(other.toString());
		return String.join(" ", both);
	}

}

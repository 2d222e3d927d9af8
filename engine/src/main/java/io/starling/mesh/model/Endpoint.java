package io.starling.mesh.model;

/**
 * Where a member can be reached: a host name or address literal, not yet resolved, and a
 * TCP port.
 *
 * @param host a host name, an IPv4 literal or an IPv6 literal without brackets; 1 to 255
 * characters
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) implements Comparable<Endpoint> {

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if the host is empty or too long or has control
	 * characters or half of a surrogate pair alone, or the port is out of range
	 */
	public Endpoint {
		if (host.isEmpty() || host.length() > Limits.HOST_LENGTH) {
			throw new IllegalArgumentException(
					"A host has 1 to " + Limits.HOST_LENGTH + " characters, not " + host.length());
		}
		Limits.requireNoControls(host, "a host");
		Limits.requireEncodable(host, "a host");
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("A port is 1 to 65535, not " + port);
		}
	}

	/**
	 * Reads {@code host:port} or {@code [ipv6]:port}.
	 * @param text the text
	 * @return the endpoint
	 * @throws IllegalArgumentException if the text has another form; the message says
	 * what is missing
	 */
	public static Endpoint parse(String text) {
		String trimmed = text.strip();
		int colon = trimmed.lastIndexOf(':');
		String host = (colon > 0) ? trimmed.substring(0, colon) : "";
		boolean bracketed = host.startsWith("[") && host.endsWith("]");
		if (host.isEmpty() || (!bracketed && host.indexOf(':') >= 0)) {
			throw new IllegalArgumentException(
					"'" + text + "' is not an address: write host:port, or [address]:port for IPv6");
		}
		try {
			int port = Integer.parseInt(trimmed.substring(colon + 1));
			return new Endpoint(bracketed ? host.substring(1, host.length() - 1) : host, port);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("'" + text + "' has no port number behind its last colon", ex);
		}
	}

	@Override
	public int compareTo(Endpoint other) {
		int byHost = this.host.compareTo(other.host);
		return (byHost != 0) ? byHost : Integer.compare(this.port, other.port);
	}

	/** Returns {@code host:port}, an IPv6 literal in brackets. */
	@Override
	public String toString() {
		return ((this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

}

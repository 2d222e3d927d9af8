package io.starling.spring.address;

import java.util.Set;

import io.starling.mesh.model.Endpoint;

/**
 * An address as people write it: a host, with or without a port.
 *
 * @param host a host name or an address literal, no brackets
 * @param port the port, or 0 if none was given
 */
public record Address(String host, int port) {

	private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0", "*");

	/**
	 * Reads {@code host}, {@code host:port}, {@code [ipv6]:port}, {@code [ipv6]} or
	 * {@code ipv6}.
	 * @param text the text
	 * @return the address
	 * @throws IllegalArgumentException if the text has another form; the message says
	 * what is missing
	 */
	public static Address parse(String text) {
		String trimmed = text.strip();
		boolean colons = trimmed.indexOf(':') != trimmed.lastIndexOf(':');
		boolean portless = trimmed.indexOf(':') < 0 || (colons && !trimmed.startsWith("[")) || trimmed.endsWith("]");
		// A URL fails here or in the parser below: both say what is wanted instead.
		if (trimmed.isEmpty() || trimmed.chars().anyMatch((c) -> Character.isWhitespace(c) || c == '/' || c == '@')) {
			throw new IllegalArgumentException("'" + text + "' is not an address: write host or host:port");
		}
		if (portless) {
			return new Address(unbracketed(trimmed), 0);
		}
		Endpoint endpoint = Endpoint.parse(trimmed);
		return new Address(endpoint.host(), endpoint.port());
	}

	/**
	 * Tells whether a host stands for all addresses of the machine, so that nobody can
	 * connect to it.
	 * @param host a host name or an address literal, in brackets or not
	 * @return true for {@code 0.0.0.0}, {@code ::} and {@code *}
	 */
	public static boolean isWildcard(String host) {
		return WILDCARDS.contains(unbracketed(host));
	}

	/**
	 * Returns a host as it stands in URIs: an IPv6 literal in brackets.
	 * @param host a host name or an address literal
	 * @return the same, in brackets where needed
	 */
	public static String bracketed(String host) {
		return (host.indexOf(':') >= 0 && !host.startsWith("[")) ? "[" + host + "]" : host;
	}

	/**
	 * Returns a host as it stands everywhere but in URIs: an IPv6 literal without
	 * brackets.
	 * @param host a host name or an address literal
	 * @return the same, without brackets
	 */
	public static String unbracketed(String host) {
		return (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
	}

	/**
	 * Returns the endpoint, for a use that needs a port.
	 * @param defaultPort the port to take where none was given
	 * @return the endpoint
	 */
	public Endpoint toEndpoint(int defaultPort) {
		return new Endpoint(this.host, (this.port != 0) ? this.port : defaultPort);
	}

}

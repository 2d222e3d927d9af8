package io.starling.mesh.transport;

import java.net.UnknownHostException;

/**
 * The name service has answered that there is no such host; any other
 * {@link UnknownHostException} says only that no answer came.
 */
final class NoSuchHostException extends UnknownHostException {

	private static final long serialVersionUID = 1;

	NoSuchHostException(String host) {
		super(host + ": unknown host");
	}

}

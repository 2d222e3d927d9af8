package io.starling.mesh.transport;

import java.net.BindException;

/**
 * Says that the address to listen on is good but none of the ports is free. Any other
 * failure to listen has another type.
 */
public final class PortsTakenException extends BindException {

	private static final long serialVersionUID = 1L;

	PortsTakenException(String message, Throwable cause) {
		super(message);
		initCause(cause);
	}

}

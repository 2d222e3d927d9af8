package io.starling.demo.storefront;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;

/**
 * Says which instance did not answer, and why, in few words: the load balancer knows whom
 * it chose, and the exception below it does not.
 */
class UnansweredException extends IOException {

	private static final long serialVersionUID = 1L;

	private final String address;

	UnansweredException(String address, IOException cause) {
		super(address + " " + words(cause), cause);
		this.address = address;
	}

	/**
	 * Returns who did not answer.
	 * @return {@code host:port}
	 */
	String address() {
		return this.address;
	}

	private static String words(IOException cause) {
		if (cause instanceof HttpConnectTimeoutException) {
			return "accepted no connection in time";
		}
		if (cause instanceof HttpTimeoutException) {
			return "did not answer in time";
		}
		if (cause instanceof ConnectException) {
			return "refused the connection";
		}
		return "broke off (" + ((cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName())
				+ ")";
	}

}

package io.starling.acceptance.clients;

import java.net.URI;

import org.springframework.web.client.RestClient;

/**
 * Makes a shop call {@link Inventory}.
 */
final class Customer {

	private static final RestClient client = RestClient.create();

	private Customer() {
	}

	/**
	 * Asks once.
	 * @param way where the shop calls, and with what
	 * @return the id of the process that answered it, or what went wrong
	 */
	static String ask(URI way) {
		return client.get()
			.uri(way)
			.exchange((request, response) -> response.getStatusCode().is2xxSuccessful()
					? String.valueOf(response.bodyTo(String.class)) : "failed with " + response.getStatusCode());
	}

}

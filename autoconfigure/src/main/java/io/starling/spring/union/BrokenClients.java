package io.starling.spring.union;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Remembers which clients fail, to say so once and not with each look-up. Safe on any
 * thread.
 */
final class BrokenClients {

	private static final Log logger = LogFactory.getLog(BrokenClients.class);

	private final Set<Object> broken = ConcurrentHashMap.newKeySet();

	/** Asks a client; one that throws knows nothing. */
	<A> List<A> ask(DiscoveryClient client, Function<DiscoveryClient, @Nullable List<A>> question) {
		try {
			List<A> answer = question.apply(client);
			answered(client, client.description());
			return (answer != null) ? answer : List.of();
		}
		catch (RuntimeException ex) {
			failed(client, client.description(), ex);
			return List.of();
		}
	}

	void failed(Object client, String description, Throwable failure) {
		if (this.broken.add(client)) {
			logger.warn("Answering without the instances of '" + description + "', which fails", failure);
		}
	}

	void answered(Object client, String description) {
		if (this.broken.remove(client)) {
			logger.info("Answering with the instances of '" + description + "' again");
		}
	}

}

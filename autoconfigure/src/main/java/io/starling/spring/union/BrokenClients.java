package io.starling.spring.union;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Remembers which clients fail, to say so once and not with each look-up. Safe on any
 * thread.
 */
final class BrokenClients {

	private static final Log logger = LogFactory.getLog(BrokenClients.class);

	private final Set<Object> broken = ConcurrentHashMap.newKeySet();

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

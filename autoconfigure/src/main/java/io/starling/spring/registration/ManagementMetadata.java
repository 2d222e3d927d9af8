package io.starling.spring.registration;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Tells others where the actuator is, under the metadata keys that Spring Boot Admin and
 * others read.
 */
final class ManagementMetadata {

	private static final String DEFAULT_PATH = "/actuator";

	private final Environment environment;

	private final boolean registered;

	/** Null before the servers have started. */
	private volatile @Nullable Integer port;

	/**
	 * Creates the description.
	 * @param environment has the actuator's properties
	 * @param registered false if nothing is to be told of the actuator
	 */
	ManagementMetadata(Environment environment, boolean registered) {
		this.environment = environment;
		this.registered = registered;
	}

	/** The alias that Boot keeps for an actuator on the main port is a port, too. */
	int port() {
		Integer port = this.port;
		return (port != null) ? port : localPort();
	}

	/** Keeps the port as it is now. */
	void readPort() {
		this.port = localPort();
	}

	private int localPort() {
		return this.registered ? this.environment.getProperty("local.management.port", Integer.class, 0) : 0;
	}

	/**
	 * Returns what differs from the usual: the port if it is another than the
	 * application's, the path if it is another than {@value #DEFAULT_PATH}.
	 * @param serverPort the application's own port
	 * @return metadata, empty before the actuator has started and where there is none
	 */
	Map<String, String> describe(int serverPort) {
		Map<String, String> metadata = new LinkedHashMap<>();
		if (port() == 0) {
			return metadata;
		}
		boolean own = port() != serverPort;
		if (own) {
			metadata.put("management.port", String.valueOf(port()));
		}
		String path = (own ? property("management.server.base-path")
				: property("server.servlet.context-path") + property("spring.webflux.base-path"))
				+ this.environment.getProperty("management.endpoints.web.base-path", DEFAULT_PATH);
		if (!path.equals(DEFAULT_PATH)) {
			metadata.put("management.context-path", path);
		}
		return metadata;
	}

	private String property(String name) {
		return this.environment.getProperty(name, "");
	}

}

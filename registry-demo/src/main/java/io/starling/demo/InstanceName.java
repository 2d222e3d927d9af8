package io.starling.demo;

import java.util.Map;

import org.springframework.boot.SpringApplication;

/**
 * Gives an instance that nobody named a name for people: in a container the service and
 * the beginning of the container's id, elsewhere the service and the process id. The mesh
 * needs none of it; it tells members apart by their ids.
 */
final class InstanceName {

	private static final int SHORT = 4;

	private InstanceName() {
	}

	static void prepare(SpringApplication application, Role role) {
		application.setDefaultProperties(Map.of("spring.application.name", role.label(), "demo.name",
				role.label() + "-" + suffix(System.getenv().getOrDefault("HOSTNAME", ""))));
	}

	/**
	 * Returns what tells this instance from others of its service.
	 * @param hostname the host's name, in a container by default its id
	 * @return the end of a name
	 */
	static String suffix(String hostname) {
		boolean container = hostname.matches("[0-9a-f]{12}");
		return container ? hostname.substring(0, SHORT) : Long.toString(ProcessHandle.current().pid());
	}

}

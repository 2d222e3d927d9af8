package io.starling.demo.console;

import io.starling.mesh.model.MemberId;

/**
 * One registered instance, as the console's own copy of the mesh has it.
 *
 * @param member the member whose row says so
 * @param service the service
 * @param name the instance's name for people
 * @param host where it serves
 * @param port the port that it serves on
 * @param status what it says of itself: UP, DRAINING and so on
 * @param zone its zone
 * @param pid its process id, in its own machine or container
 */
record Registered(MemberId member, String service, String name, String host, int port, String status, String zone,
		long pid) {

	/**
	 * Returns the address for people and URLs.
	 * @return {@code host:port}
	 */
	String address() {
		return ((this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

}

package io.starling.demo.console;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All that the page shows of the mesh at one moment. It travels as one JSON document
 * whenever it differs from the last one; it is small, and a page that missed one has
 * missed nothing.
 *
 * @param mesh the console's own connection to the mesh
 * @param members the members, those lately gone among them
 * @param links the links between members, each once
 * @param services the services and their instances
 * @param whyNoStart why nobody can start instances from here; null if everybody can
 */
record PageState(MeshInfo mesh, List<MemberInfo> members, List<LinkInfo> links, List<ServiceInfo> services,
		@Nullable String whyNoStart) {

	/**
	 * The console's own connection.
	 *
	 * @param name the mesh's name
	 * @param condition the condition in one word
	 * @param reason the condition in words
	 * @param links how many links of the console's own stand
	 */
	record MeshInfo(String name, String condition, String reason, int links) {
	}

	/**
	 * A member.
	 *
	 * @param id the member's id, shortened
	 * @param label its name for people
	 * @param address where it accepts links
	 * @param zone its zone
	 * @param liveness what is believed of it
	 * @param reason why
	 * @param since when that began, in milliseconds of the epoch
	 * @param self whether it is the console
	 */
	record MemberInfo(String id, String label, String address, String zone, String liveness, String reason, long since,
			boolean self) {
	}

	/**
	 * A link.
	 *
	 * @param a the member at one end
	 * @param b the member at the other end
	 * @param kind {@code stands} or {@code missing} where the console is one end;
	 * {@code computed} where it is not, and knows of the link only what every member can
	 * compute
	 */
	record LinkInfo(String a, String b, String kind) {
	}

	/**
	 * A service.
	 *
	 * @param name the service's id
	 * @param instances its instances
	 */
	record ServiceInfo(String name, List<InstanceInfo> instances) {
	}

	/**
	 * An instance, or the place for one.
	 *
	 * @param name the name for people
	 * @param status what it says of itself if it is listed; otherwise what its process
	 * does: QUEUED, STARTING, LEAVING or STOPPED
	 * @param listed whether the mesh lists it
	 * @param suspect whether its observers doubt that it lives
	 * @param zone its zone
	 * @param address where it serves; empty if unknown
	 * @param member its member id, shortened; empty if it is not listed
	 * @param pid its process id; 0 if unknown
	 * @param note what became of its last process
	 * @param running whether there is something to drain and to kill
	 * @param startable whether it can be started from here
	 */
	record InstanceInfo(String name, String status, boolean listed, boolean suspect, String zone, String address,
			String member, long pid, String note, boolean running, boolean startable) {
	}

}

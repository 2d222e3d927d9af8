package io.starling.demo.console;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;

/**
 * Remembers what members are called. A member's name is in its row, and the row is gone
 * when the member is, which is just when people want to know the name. Thread-safe.
 */
class Names {

	private final Map<MemberId, String> names = new ConcurrentHashMap<>();

	/**
	 * Learns names, and forgets those of members that the mesh has forgotten.
	 * @param snapshot the newest snapshot
	 * @param registered its instances
	 */
	void learn(MeshSnapshot snapshot, List<Registered> registered) {
		this.names.keySet().retainAll(snapshot.members().keySet());
		registered.forEach((instance) -> this.names.put(instance.member(), instance.name()));
		this.names.put(snapshot.self(), "console");
	}

	/**
	 * Returns what a member is called.
	 * @param member the member
	 * @return its name, or the beginning of its id
	 */
	String of(MemberId member) {
		return this.names.getOrDefault(member, member.toShortString());
	}

}

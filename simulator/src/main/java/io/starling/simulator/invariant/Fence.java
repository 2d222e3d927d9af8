package io.starling.simulator.invariant;

import java.util.TreeMap;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.simulator.member.SimulatedMember;

/**
 * I6, on the wire: members of two meshes exchange nothing but hellos and goodbyes.
 */
final class Fence {

	private final Registry registry;

	/** By member and connection: the mesh at the other end, once it said so. */
	private final TreeMap<MemberId, TreeMap<ConnectionId, String>> meshes = new TreeMap<>();

	Fence(Registry registry) {
		this.registry = registry;
	}

	void receives(SimulatedMember member, ConnectionId connection, Message message) {
		if (message instanceof Message.Hello hello) {
			this.meshes.computeIfAbsent(member.id(), (id) -> new TreeMap<>()).put(connection, hello.mesh());
		}
		else if (!(message instanceof Message.Goodbye)) {
			check(member, connection, message);
		}
	}

	void forget(SimulatedMember member) {
		this.meshes.remove(member.id());
	}

	private void check(SimulatedMember member, ConnectionId connection, Message message) {
		TreeMap<ConnectionId, String> known = this.meshes.get(member.id());
		String mesh = (known != null) ? known.get(connection) : null;
		if (mesh == null || !mesh.equals(member.mesh())) {
			throw new InvariantViolation("I6", this.registry.now(), "at " + this.registry.name(member.id())
					+ ", a member of " + ((mesh != null) ? "the mesh " + mesh : "no mesh yet") + " says " + message);
		}
	}

}

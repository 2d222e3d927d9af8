package io.starling.spring.endpoint;

import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;

/**
 * A member as this one sees it.
 *
 * @param id the member's id
 * @param address where it accepts connections
 * @param zone its zone; empty for none
 * @param liveness ALIVE, SUSPECT, DEAD or LEFT
 * @param reason why, in words
 * @param since since when
 * @param self true for this member itself
 * @param neighbour true if the overlay wants a standing link with it
 * @param linked true if a link with it stands
 */
public record MemberDescriptor(String id, String address, String zone, String liveness, String reason, String since,
		boolean self, boolean neighbour, boolean linked) {

	static MemberDescriptor of(MemberState state, MeshSnapshot snapshot) {
		var id = state.member().id();
		return new MemberDescriptor(id.toString(), state.member().endpoint().toString(), state.member().zone(),
				state.liveness().name(), state.reason(), state.since().toString(), id.equals(snapshot.self()),
				snapshot.neighbours().contains(id), snapshot.linked().contains(id));
	}

}

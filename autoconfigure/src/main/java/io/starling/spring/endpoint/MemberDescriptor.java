package io.starling.spring.endpoint;

import java.time.Duration;
import java.time.Instant;

import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;

/**
 * A member as this one sees it.
 *
 * @param id the member's id
 * @param address where it accepts connections
 * @param zone its zone; empty for none
 * @param version of what it says of itself: it raises it when it objects to a suspicion
 * @param liveness ALIVE, SUSPECT, DEAD or LEFT
 * @param reason why, in words
 * @param since since when
 * @param age the same as an ISO-8601 duration up to now
 * @param self true for this member itself
 * @param neighbour true if the overlay wants a standing link with it
 * @param linked true if a link with it stands
 */
public record MemberDescriptor(String id, String address, String zone, long version, String liveness, String reason,
		String since, String age, boolean self, boolean neighbour, boolean linked) {

	static MemberDescriptor of(MemberState state, MeshSnapshot snapshot, Instant now) {
		MemberId id = state.member().id();
		Duration age = state.since().isAfter(now) ? Duration.ZERO : Duration.between(state.since(), now);
		return new MemberDescriptor(id.toString(), state.member().endpoint().toString(), state.member().zone(),
				state.member().version(), state.liveness().name(), state.reason(), state.since().toString(),
				age.toString(), id.equals(snapshot.self()), snapshot.neighbours().contains(id),
				snapshot.linked().contains(id));
	}

}

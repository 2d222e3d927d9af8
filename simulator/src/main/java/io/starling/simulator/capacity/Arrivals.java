package io.starling.simulator.capacity;

import io.starling.mesh.model.MeshSnapshot;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.SimulatedMember;
import org.jspecify.annotations.Nullable;

/** Passes what members show to the arrival that is waited for just now. */
final class Arrivals implements MemberObserver {

	private @Nullable Arrival current;

	void expect(Arrival arrival) {
		this.current = arrival;
	}

	@Override
	public void published(SimulatedMember member, MeshSnapshot snapshot) {
		if (this.current != null) {
			this.current.published(member, snapshot);
		}
	}

}

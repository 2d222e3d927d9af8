package io.starling.simulator.member;

import java.util.List;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Notice;

/**
 * Several observers as one, told in order.
 *
 * @param all the observers
 */
public record Observers(List<MemberObserver> all) implements MemberObserver {

	@Override
	public void started(SimulatedMember member) {
		this.all.forEach((each) -> each.started(member));
	}

	@Override
	public void wrote(SimulatedMember member, Row row) {
		this.all.forEach((each) -> each.wrote(member, row));
	}

	@Override
	public void withdrew(SimulatedMember member, RowId row) {
		this.all.forEach((each) -> each.withdrew(member, row));
	}

	@Override
	public void confirmed(SimulatedMember member, Row row, Confirmation confirmation) {
		this.all.forEach((each) -> each.confirmed(member, row, confirmation));
	}

	@Override
	public void sends(SimulatedMember member, Message message) {
		this.all.forEach((each) -> each.sends(member, message));
	}

	@Override
	public void receives(SimulatedMember member, ConnectionId connection, Message message) {
		this.all.forEach((each) -> each.receives(member, connection, message));
	}

	@Override
	public void published(SimulatedMember member, MeshSnapshot snapshot) {
		this.all.forEach((each) -> each.published(member, snapshot));
	}

	@Override
	public void notified(SimulatedMember member, Notice notice) {
		this.all.forEach((each) -> each.notified(member, notice));
	}

}

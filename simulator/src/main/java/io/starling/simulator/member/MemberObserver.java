package io.starling.simulator.member;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Notice;

/**
 * Watches members without touching them.
 */
public interface MemberObserver {

	/**
	 * A member begins.
	 * @param member the member, before its first input
	 */
	void started(SimulatedMember member);

	/**
	 * A member wrote a row of its own.
	 * @param member the owner
	 * @param row the row
	 */
	void wrote(SimulatedMember member, Row row);

	/**
	 * A member withdrew a row of its own.
	 * @param member the owner
	 * @param row the row's name
	 */
	void withdrew(SimulatedMember member, RowId row);

	/**
	 * A member is about to send a message.
	 * @param member the sender
	 * @param message the message
	 */
	void sends(SimulatedMember member, Message message);

	/**
	 * A member is about to take a message in.
	 * @param member the receiver
	 * @param connection the connection that it came on
	 * @param message the message
	 */
	void receives(SimulatedMember member, ConnectionId connection, Message message);

	/**
	 * A member showed its readers a new snapshot; told after the input that led to it.
	 * @param member the member
	 * @param snapshot what it knows now
	 */
	void published(SimulatedMember member, MeshSnapshot snapshot);

	/**
	 * A member told its operator of something.
	 * @param member the member
	 * @param notice what it told
	 */
	void notified(SimulatedMember member, Notice notice);

}

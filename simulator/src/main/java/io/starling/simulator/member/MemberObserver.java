package io.starling.simulator.member;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Notice;

/**
 * Watches members without touching them; does nothing unless it is overridden.
 */
public interface MemberObserver {

	/** Does nothing. */
	MemberObserver NOBODY = new MemberObserver() {
	};

	/**
	 * A member begins.
	 * @param member the member, before its first input
	 */
	default void started(SimulatedMember member) {
	}

	/**
	 * A member wrote a row of its own.
	 * @param member the owner
	 * @param row the row
	 */
	default void wrote(SimulatedMember member, Row row) {
	}

	/**
	 * A member withdrew a row of its own.
	 * @param member the owner
	 * @param row the row's name
	 */
	default void withdrew(SimulatedMember member, RowId row) {
	}

	/**
	 * A member was told who holds a row of its own.
	 * @param member the owner
	 * @param row the row as it was when it asked
	 * @param confirmation who holds it
	 */
	default void confirmed(SimulatedMember member, Row row, Confirmation confirmation) {
	}

	/**
	 * A member is about to send a message.
	 * @param member the sender
	 * @param message the message
	 */
	default void sends(SimulatedMember member, Message message) {
	}

	/**
	 * A member is about to take a message in.
	 * @param member the receiver
	 * @param connection the connection that it came on
	 * @param message the message
	 */
	default void receives(SimulatedMember member, ConnectionId connection, Message message) {
	}

	/**
	 * A member showed its readers a new snapshot; told after the input that led to it.
	 * @param member the member
	 * @param snapshot what it knows now
	 */
	default void published(SimulatedMember member, MeshSnapshot snapshot) {
	}

	/**
	 * A member told its operator of something.
	 * @param member the member
	 * @param notice what it told
	 */
	default void notified(SimulatedMember member, Notice notice) {
	}

}

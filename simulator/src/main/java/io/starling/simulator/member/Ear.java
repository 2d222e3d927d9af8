package io.starling.simulator.member;

import io.starling.mesh.message.Message;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;
import io.starling.simulator.network.Listener;

/**
 * Turns what the kernel tells a member's process into inputs.
 */
final class Ear implements Listener {

	private final SimulatedMember member;

	Ear(SimulatedMember member) {
		this.member = member;
	}

	@Override
	public void lookingUp(ConnectionId connection) {
		this.member.inputFrom(connection, "looks up", () -> "",
				(now) -> this.member.protocol().looksUp(now, connection, true));
	}

	@Override
	public void dialling(ConnectionId connection) {
		this.member.inputFrom(connection, "found", () -> "",
				(now) -> this.member.protocol().looksUp(now, connection, false));
	}

	@Override
	public void connected(ConnectionId connection) {
		this.member.inputFrom(connection, "connected", () -> "",
				(now) -> this.member.protocol().connected(now, connection));
	}

	@Override
	public void connectFailed(ConnectionId connection, ConnectFailure failure) {
		this.member.inputFrom(connection, "could not connect", failure::toString, (now) -> {
			this.member.port().forget(connection);
			this.member.protocol().connectFailed(now, connection, failure);
		});
	}

	@Override
	public void accepted(ConnectionId connection) {
		this.member.inputFrom(connection, "accepted", () -> "",
				(now) -> this.member.protocol().accepted(now, connection));
	}

	@Override
	public void received(ConnectionId connection, Message message) {
		this.member.inputFrom(connection, message.getClass().getSimpleName(), message::toString, (now) -> {
			this.member.observer().receives(this.member, connection, message);
			this.member.protocol().received(now, connection, message);
		});
	}

	@Override
	public void closed(ConnectionId connection, Ending ending) {
		this.member.inputFrom(connection, "lost", ending::toString, (now) -> {
			this.member.port().forget(connection);
			this.member.protocol().closed(now, connection, ending);
		});
	}

}

package io.starling.simulator.network;

import java.time.Duration;

import io.starling.mesh.message.Message;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;

import org.jspecify.annotations.Nullable;

/**
 * One process's end of one connection, as its kernel keeps it.
 */
final class End {

	/** How long a side that closed waits for the other one to close, too. */
	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

	private final Port port;

	private final ConnectionId id;

	private State state = State.DIALLING;

	private @Nullable Channel out;

	End(Port port, ConnectionId id) {
		this.port = port;
		this.id = id;
	}

	ConnectionId id() {
		return this.id;
	}

	Port port() {
		return this.port;
	}

	String host() {
		return this.port.endpoint().host();
	}

	boolean isDialling() {
		return this.state == State.DIALLING && !isVanished();
	}

	boolean isOpen() {
		return this.state == State.OPEN && !isVanished();
	}

	/** Tells whether the kernel takes in what comes. */
	boolean hears() {
		return isOpen() || (this.state == State.CLOSING && !isVanished());
	}

	boolean isVanished() {
		return this.port.isVanished();
	}

	@Nullable Channel out() {
		return this.out;
	}

	void open(Channel out) {
		this.state = State.OPEN;
		this.out = out;
	}

	/** The name of the far side's host is being looked up. */
	void lookingUp() {
		if (isDialling()) {
			this.port.listener().lookingUp(this.id);
		}
	}

	/** The name was found. */
	void dialling() {
		if (isDialling()) {
			this.port.listener().dialling(this.id);
		}
	}

	/** The far side's kernel answered. */
	void established() {
		this.port.listener().connected(this.id);
	}

	void failed(ConnectFailure failure) {
		if (isDialling()) {
			this.state = State.CLOSED;
			this.port.listener().connectFailed(this.id, failure);
		}
	}

	/** The first segment of a connection that the other side dialled. */
	void accepted() {
		if (this.port.accept(this)) {
			this.port.listener().accepted(this.id);
		}
	}

	void send(Parcel parcel) {
		if (!isOpen() || this.out == null) {
			return;
		}
		Message message = parcel.message();
		boolean mayBeDropped = !(message instanceof Message.Hello || message instanceof Message.Goodbye);
		if (mayBeDropped && this.out.isFull()) {
			this.port.network().count(Happening.DROPPED);
			return;
		}
		this.port.network().sent(parcel.size());
		this.out.send((far) -> far.received(message), parcel.size());
	}

	private void received(Message message) {
		if (isOpen()) {
			this.port.network().count(Happening.DELIVERED);
			this.port.listener().received(this.id, message);
		}
	}

	/**
	 * The process closes with care: what was sent still goes out, and what comes for a
	 * while is thrown away, as a refusal could make the far side lose the goodbye.
	 */
	void close() {
		if (isOpen()) {
			end(State.CLOSING);
			this.port.network().later(CLOSE_TIMEOUT, () -> this.state = State.CLOSED);
		}
		else {
			this.state = State.CLOSED;
		}
	}

	/** The process ends: what was sent still goes out, what comes is refused. */
	void abandon() {
		if (isOpen()) {
			end(State.CLOSED);
		}
		this.state = State.CLOSED;
	}

	private void end(State state) {
		this.state = state;
		if (this.out != null) {
			this.out.send((far) -> far.lost(Ending.CLOSED), 0);
		}
	}

	/** The far side closed, or the connection broke. */
	void lost(Ending ending) {
		boolean told = isOpen();
		this.state = State.CLOSED;
		if (told) {
			this.port.listener().closed(this.id, ending);
		}
	}

	private enum State {

		DIALLING, OPEN, CLOSING, CLOSED

	}

}

package io.starling.mesh.protocol;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MeshSnapshot;

/**
 * Everything that a {@link Protocol} asks of the world outside. Calls return at once and
 * have no result; what comes of them arrives as an input of its own, never from within
 * the call.
 */
public interface Outbox {

	/**
	 * Opens a connection; {@link Protocol#connected} or {@link Protocol#connectFailed}
	 * follows within a bounded time.
	 * @param connection the new connection's name
	 * @param endpoint where to connect to
	 */
	void connect(ConnectionId connection, Endpoint endpoint);

	/**
	 * Sends a message, in order and at best effort: when the connection's queue is full,
	 * a message other than a hello or goodbye may be dropped.
	 * @param connection an open connection; a closed one is ignored
	 * @param message the message
	 */
	void send(ConnectionId connection, Message message);

	/**
	 * Closes a connection after what was sent on it has been handed to the network; no
	 * further input comes from it.
	 * @param connection the connection; a closed one is ignored
	 */
	void close(ConnectionId connection);

	/**
	 * Looks the seeds up afresh; {@link Protocol#seedsResolved} follows.
	 */
	void resolveSeeds();

	/**
	 * Shows readers what the member knows now. Called at most once for each input.
	 * @param snapshot the new snapshot
	 */
	void publish(MeshSnapshot snapshot);

	/**
	 * Tells an operator of something that may need a hand; rare by nature.
	 * @param notice what happened
	 */
	void notify(Notice notice);

	/**
	 * Answers an inquiry, once: all others hold the row, or the time is over, or this
	 * member leaves.
	 * @param inquiry the number that {@link OwnRows#confirm} gave
	 * @param confirmation who holds the row
	 */
	void confirmed(long inquiry, Confirmation confirmation);

	/**
	 * Tells whoever counts that something has happened that cannot be seen from outside.
	 * @param what what happened
	 * @param times how often, or to how many
	 */
	default void count(Activity what, long times) {
	}

}

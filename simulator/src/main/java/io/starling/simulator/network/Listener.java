package io.starling.simulator.network;

import io.starling.mesh.message.Message;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;

/**
 * A process, as the kernel below it sees it: what is told here happened to one of its
 * connections. A process that is frozen keeps what it is told for later, and then asks
 * {@link Port#holds} whether it still concerns it.
 */
public interface Listener {

	/**
	 * The name of the host of a connection that was asked for is being looked up, which
	 * takes time.
	 * @param connection the connection
	 */
	default void lookingUp(ConnectionId connection) {
	}

	/**
	 * The name that was being looked up has been found, and the host is dialled.
	 * @param connection the connection
	 */
	default void dialling(ConnectionId connection) {
	}

	/**
	 * A connection that was asked for stands.
	 * @param connection the connection
	 */
	void connected(ConnectionId connection);

	/**
	 * A connection that was asked for could not be opened.
	 * @param connection the connection
	 * @param failure why
	 */
	void connectFailed(ConnectionId connection, ConnectFailure failure);

	/**
	 * Another process opened a connection to this one.
	 * @param connection the connection
	 */
	void accepted(ConnectionId connection);

	/**
	 * A message came.
	 * @param connection the connection that it came on
	 * @param message the message
	 */
	void received(ConnectionId connection, Message message);

	/**
	 * The far side closed a connection, or it broke.
	 * @param connection the connection
	 * @param ending how it ended
	 */
	void closed(ConnectionId connection, Ending ending);

}

package io.starling.mesh.transport;

import io.starling.mesh.message.Message;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;

/**
 * Is told what happens to the connections of a {@link Transport}, on its event loop. A
 * callback may call the transport. One that throws is logged as an error, and costs the
 * connection that it was about.
 */
public interface TransportEvents {

	/**
	 * Somebody connected to us and said hello; the hello follows as the first message
	 * received. Connections that end before that are never heard of.
	 * @param connection the new connection's name
	 */
	void accepted(ConnectionId connection);

	/**
	 * A connection was asked for, and the name of its host is being looked up, which
	 * takes time. {@link #dialling} or {@link #connectFailed} follows. Not called for
	 * what is known at once, as an address literal is.
	 * @param connection the connection
	 */
	void lookingUp(ConnectionId connection);

	/**
	 * The name that was being looked up has been found, and only now the host is dialled.
	 * @param connection the connection
	 */
	void dialling(ConnectionId connection);

	/**
	 * A connection asked for stands.
	 * @param connection the connection
	 */
	void connected(ConnectionId connection);

	/**
	 * A connection asked for could not be opened.
	 * @param connection the connection
	 * @param failure {@link ConnectFailure#REFUSED} only if every address of the host
	 * answered with a refusal
	 * @param detail the last failure, in words
	 */
	void connectFailed(ConnectionId connection, ConnectFailure failure, String detail);

	/**
	 * A message came in.
	 * @param connection the connection
	 * @param message the message
	 */
	void received(ConnectionId connection, Message message);

	/**
	 * The connection is closed, and not because we asked for it: the other side closed it
	 * or only its half of it, the network failed, or what came by it was malformed.
	 * Called once.
	 * @param connection the connection
	 * @param ending how it ended
	 */
	void closed(ConnectionId connection, Ending ending);

}

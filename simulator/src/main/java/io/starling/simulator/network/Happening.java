package io.starling.simulator.network;

/**
 * What can happen to a packet or a connection; counted, so that a batch of simulations
 * can prove that each did.
 */
public enum Happening {

	/** A message was handed to the process at the far end. */
	DELIVERED,

	/** A segment was not acknowledged in time and sent again. */
	RETRANSMITTED,

	/** A message found the connection's queue full and was dropped. */
	DROPPED,

	/** A process asked for a connection. */
	DIALLED,

	/** A connection was opened. */
	CONNECTED,

	/** A host answered that nobody listens. */
	REFUSED,

	/** A host answered so late that nobody listens that it proved nothing. */
	REFUSED_LATE,

	/** A firewall answered a packet that it may not pass. */
	REJECTED,

	/** A connection attempt got no answer in time. */
	UNREACHABLE,

	/** The name service answered that there is no such host. */
	UNKNOWN_HOST,

	/** The name service did not answer in time. */
	UNRESOLVED,

	/** A host gave up a connection over which nothing was acknowledged. */
	GIVEN_UP,

	/** A host answered that it knows no such connection. */
	RESET,

	/** The network broke a connection. */
	BROKEN,

	/** The network forgot a connection: whatever is sent on it vanishes. */
	MUTED

}

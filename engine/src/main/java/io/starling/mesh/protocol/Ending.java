package io.starling.mesh.protocol;

/**
 * How a connection ended that this member did not close. The difference is evidence: see
 * PROTOCOL.md, failure detection.
 */
public enum Ending {

	/**
	 * The far side closed it in order (TCP's FIN), as its kernel does for a process that
	 * ends, however it ends. No firewall does so.
	 */
	CLOSED,

	/**
	 * It was reset, or given up for want of acknowledgements, or cut on this side for
	 * what came by it: the far side may know nothing of it.
	 */
	BROKEN

}

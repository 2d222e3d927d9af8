package io.starling.mesh.protocol;

/**
 * Why a connection could not be opened. The difference is evidence: see PROTOCOL.md,
 * failure detection.
 */
public enum ConnectFailure {

	/** The host answered that nobody listens at the port. */
	REFUSED,

	/**
	 * No answer came in time, the network has no way to the host, or its name is unknown.
	 */
	UNREACHABLE

}

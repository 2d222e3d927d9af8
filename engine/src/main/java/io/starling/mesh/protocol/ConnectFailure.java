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
	UNREACHABLE,

	/**
	 * This process could not even try: it has no file descriptor or no port left. That
	 * says nothing about the other side.
	 */
	NOT_TRIED

}

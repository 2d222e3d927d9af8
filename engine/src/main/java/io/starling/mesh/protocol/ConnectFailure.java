package io.starling.mesh.protocol;

/**
 * Why a connection could not be opened. The difference is evidence: see PROTOCOL.md,
 * failure detection.
 */
public enum ConnectFailure {

	/**
	 * The host answered at once that nobody listens at the port, or somebody on the way
	 * did so in its name.
	 */
	REFUSED,

	/**
	 * No answer came in time, or the network has no way to the host.
	 */
	UNREACHABLE,

	/**
	 * This process could not even try: it has no file descriptor or no port left, or the
	 * host's name could not be looked up. That says nothing about the other side.
	 */
	NOT_TRIED

}

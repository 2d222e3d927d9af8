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
	 * The name service answered that there is no such host, and nobody remembers where
	 * the name has led.
	 */
	UNKNOWN_HOST,

	/**
	 * The name service did not answer, or not whether there is such a host. That says
	 * nothing about the other side.
	 */
	UNRESOLVED,

	/**
	 * This process could not even try: it has no file descriptor, no port or no memory
	 * left. That says nothing about the other side.
	 */
	NOT_TRIED;

	/** Tells whether it says anything about the other side. */
	boolean isEvidence() {
		return this != UNRESOLVED && this != NOT_TRIED;
	}

}

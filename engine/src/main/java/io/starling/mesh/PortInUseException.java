package io.starling.mesh;

/**
 * Says that no port of those allowed was free.
 */
public final class PortInUseException extends MeshStartException {

	private static final long serialVersionUID = 1L;

	private final String address;

	private final int firstPort;

	private final int lastPort;

	/**
	 * Creates the exception.
	 * @param address the address that the mesh was to listen on
	 * @param firstPort the first port tried
	 * @param lastPort the last port tried
	 * @param cause the failure to bind the last one
	 */
	public PortInUseException(String address, int firstPort, int lastPort, Throwable cause) {
		super("No free port for the mesh on " + address + ": "
				+ ((firstPort == lastPort) ? firstPort + " is taken" : firstPort + " to " + lastPort + " are taken"),
				cause);
		this.address = address;
		this.firstPort = firstPort;
		this.lastPort = lastPort;
	}

	/**
	 * Returns the address that the mesh was to listen on.
	 * @return a host name or address literal
	 */
	public String address() {
		return this.address;
	}

	/**
	 * Returns the first port tried.
	 * @return a port number
	 */
	public int firstPort() {
		return this.firstPort;
	}

	/**
	 * Returns the last port tried.
	 * @return a port number
	 */
	public int lastPort() {
		return this.lastPort;
	}

}

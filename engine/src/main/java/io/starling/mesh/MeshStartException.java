package io.starling.mesh;

/**
 * Says why a mesh could not be started. Nothing was left behind.
 */
public class MeshStartException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what failed and what to do
	 * @param cause the failure below
	 */
	public MeshStartException(String message, Throwable cause) {
		super(message, cause);
	}

}

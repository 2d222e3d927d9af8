package io.starling.mesh.bytes;

/**
 * Says that bytes from outside do not follow their format. Nothing was changed by reading
 * them.
 */
public final class MalformedException extends Exception {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what was found, and what was expected
	 */
	public MalformedException(String message) {
		// No stack trace: hostile input must not be able to make us pay for one.
		super(message, null, false, false);
	}

}

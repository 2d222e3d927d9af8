package io.starling.benchmarks.measure;

/**
 * What was waited for did not happen within its limit, so that there is nothing to
 * measure.
 */
public final class NotReachedException extends RuntimeException {

	/**
	 * Creates the exception.
	 * @param message what was not reached, and within what
	 */
	public NotReachedException(String message) {
		super(message);
	}

}

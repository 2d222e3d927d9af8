package io.starling.demo.calls;

/**
 * How a call ended.
 */
public enum Outcome {

	/** The first instance tried answered. */
	OK,

	/** The first instance tried did not answer, and the second one did. */
	RETRIED,

	/** Nobody answered, or the answer was an error. */
	FAILED

}

package io.starling.mesh.protocol;

/**
 * How a record or row that is told compares with what is known.
 */
enum Merge {

	/** It was new and is now known. */
	NEWS,

	/** It, or something newer, was known, or there is no room for it. */
	KNOWN,

	/** Its subject is dead or gone as of this version. */
	BURIED,

	/** It was new and waits until its owner is known. */
	HELD,

	/** It was new and is over a limit of this member. */
	REFUSED

}

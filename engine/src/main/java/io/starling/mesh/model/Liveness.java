package io.starling.mesh.model;

/**
 * What a member's observers say of it. The status of a service, which its owner says of
 * itself, is another thing.
 */
public enum Liveness {

	/** Nobody has a reason to doubt it. */
	ALIVE,

	/** More than one observer has evidence against it; its rows stay listed. */
	SUSPECT,

	/** Its observers agree that it is gone; its rows are no longer listed. */
	DEAD,

	/** It said goodbye. */
	LEFT

}

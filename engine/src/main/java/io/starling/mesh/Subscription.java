package io.starling.mesh;

/**
 * Ends a {@link MeshListener}'s calls.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

	/** Ends the calls; one that runs already runs to its end. */
	@Override
	void close();

}

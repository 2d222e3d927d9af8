package io.starling.benchmarks.hosts;

/**
 * One kind of trouble. Finds the mesh at rest, and leaves it at rest.
 */
@FunctionalInterface
interface Experiment {

	void run(HostMesh mesh, Report report);

}

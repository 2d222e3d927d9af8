package io.starling.benchmarks.hosts;

/**
 * What members cost while nothing happens.
 */
final class Idling implements Experiment {

	@Override
	public void run(HostMesh mesh, Report report) {
		Costs costs = new Costs(mesh);
		mesh.pause(mesh.plan().idle());
		costs.report(report, "idle");
	}

}

package io.starling.benchmarks.hosts;

import java.time.Duration;
import java.util.List;

/**
 * Members start one soon after the other, knowing nothing but the addresses of the first
 * three.
 */
final class Forming implements Experiment {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	/** Links that only served joining end meanwhile. */
	private static final Duration SETTLING = Duration.ofSeconds(15);

	@Override
	public void run(HostMesh mesh, Report report) {
		mesh.launchAll();
		Costs costs = new Costs(mesh);
		long from = Event.now();
		long last = start(mesh);
		if (!mesh.awaitAgreement(LIMIT)) {
			throw new IllegalStateException("The mesh did not form within " + LIMIT);
		}
		report.add("form", "bytes sent by a member for it", costs.since(Usage::bytesSent));
		report.add("form", "CPU of a member for it, ms", costs.since((used) -> used.cpu().toMillis()));
		List<Integer> hosts = mesh.nodes().stream().map(NodeProcess::host).toList();
		Spread formed = new Spread();
		formed.add(mesh.log().lastChanges(hosts, last));
		formed.report(report, "form", "after the last start all listed");
		mesh.pause(SETTLING);
		Bystanders bystanders = new Bystanders(mesh);
		bystanders.count(mesh.log().since(from), (observer, subject) -> true);
		bystanders.report(report, "form", "members");
	}

	/** Starts all, and returns when the last one was told to. */
	private static long start(HostMesh mesh) {
		long last = Event.now();
		for (NodeProcess node : mesh.nodes()) {
			last = Event.now();
			node.start();
			mesh.pause(mesh.plan().starts());
		}
		return last;
	}

}

package io.starling.benchmarks.hosts;

import io.starling.mesh.model.MemberId;

/**
 * One host no longer hears one of its neighbours. All others hear both, so nobody should
 * be doubted.
 */
final class OneWayCut implements Experiment {

	@Override
	public void run(HostMesh mesh, Report report) {
		NodeProcess receiver = mesh.victims().get(0);
		MemberId neighbour = receiver.neighbours().get(0);
		int sender = mesh.log().hostOf(neighbour);
		mesh.journal().say("  " + receiver + " no longer hears n" + sender);
		long from = Event.now();
		mesh.network().cutOneWay(sender, receiver.host());
		mesh.pause(mesh.plan().cut());
		long healed = Event.now();
		Samples lost = new Samples();
		mesh.network().heal().forEach((host) -> lost.add((double) host.lost()));
		Samples agreed = mesh.agreementSince(healed);
		Bystanders bystanders = new Bystanders(mesh);
		bystanders.count(mesh.log().since(from), (observer, subject) -> true);
		String name = "one-way cut " + mesh.plan().cut().toSeconds() + " s";
		report.add(name, "packets lost", lost);
		bystanders.report(report, name, "members");
		report.add(name, "after it all listed everywhere, ms", agreed);
	}

}

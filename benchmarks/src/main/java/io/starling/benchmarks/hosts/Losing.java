package io.starling.benchmarks.hosts;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * Each host loses a part of all packets that arrive. Nobody should be evicted.
 */
final class Losing implements Experiment {

	@Override
	public void run(HostMesh mesh, Report report) {
		List<Integer> hosts = mesh.nodes().stream().map(NodeProcess::host).toList();
		String name = "loss " + mesh.plan().lossPercent() + " %";
		long from = Event.now();
		mesh.network().lose(mesh.plan().lossPercent());
		Costs costs = new Costs(mesh);
		mesh.pause(mesh.plan().loss());
		long healed = Event.now();
		Window window = mesh.log().since(from);
		costs.report(report, name);
		Samples lost = new Samples();
		mesh.network().heal().forEach((host) -> lost.add(host.percent()));
		report.add(name, "packets lost at a member, %", lost);
		Samples agreed = mesh.agreementSince(healed);
		evictions(mesh, report, name, mesh.log().since(from));
		report.add(name, "suspicions refuted by their subjects, a minute",
				Samples.of(window.refutations(mesh.log()::hostOf) * 60e6 / (healed - from)));
		Episodes episodes = Episodes.in(window);
		double minutes = (healed - from) / 60e6;
		report.add(name, "SUSPECT episodes a minute", Samples.of(episodes.count() / minutes));
		report.add(name, "observers that came to suspect, a minute", Samples.of(episodes.marks() / minutes));
		report.add(name, "an episode's time, ms", episodes.durations());
		Samples fewest = new Samples();
		window.fewestRows(hosts, hosts.size()).values().forEach(fewest::add);
		report.add(name, "fewest rows listed at a member", fewest);
		report.add(name, "after it all listed everywhere, ms", agreed);
	}

	private static void evictions(HostMesh mesh, Report report, String name, Window window) {
		Bystanders bystanders = new Bystanders(mesh);
		bystanders.count(window, (observer, subject) -> true);
		Map<MemberId, Set<Integer>> dead = window.believed(Liveness.DEAD, (observer, subject) -> true);
		bystanders.report(report, name, "members");
		report.add(name, "pairs of an observer and whom it evicted",
				Samples.of(dead.values().stream().mapToInt(Set::size).sum()));
	}

}

package io.starling.benchmarks.hosts;

import java.util.Map;
import java.util.Set;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * The cable between the two switches is pulled: hosts of odd numbers and those of even
 * ones are two meshes for a while.
 */
final class Parting implements Experiment {

	@Override
	public void run(HostMesh mesh, Report report) {
		long from = Event.now();
		mesh.network().part();
		mesh.pause(mesh.plan().cut());
		long healed = Event.now();
		Window apart = mesh.log().since(from);
		mesh.network().join();
		Samples agreed = mesh.agreementSince(healed);
		Bystanders bystanders = new Bystanders(mesh);
		bystanders.count(mesh.log().since(from),
				(observer, subject) -> isOneSide(observer, mesh.log().hostOf(subject)));
		Map<MemberId, Set<Integer>> givenUp = apart.believed(Liveness.DEAD,
				(observer, subject) -> !isOneSide(observer, mesh.log().hostOf(subject)));
		int pairs = mesh.plan().hosts() / 2 * ((mesh.plan().hosts() + 1) / 2) * 2;
		String name = "partition " + mesh.plan().cut().toSeconds() + " s";
		report.add(name, "of the other side given up, %",
				Samples.of(100.0 * givenUp.values().stream().mapToInt(Set::size).sum() / pairs));
		bystanders.report(report, name, "of the own side");
		report.add(name, "after it all listed everywhere, ms", agreed);
	}

	private static boolean isOneSide(int host, int other) {
		return host % 2 == other % 2;
	}

}

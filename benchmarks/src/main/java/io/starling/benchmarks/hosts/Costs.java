package io.starling.benchmarks.hosts;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What each member uses from now on.
 */
final class Costs {

	private final HostMesh mesh;

	private final long from = Event.now();

	private final Map<Integer, Usage> before = new TreeMap<>();

	Costs(HostMesh mesh) {
		this.mesh = mesh;
		mesh.nodes().forEach((node) -> this.before.put(node.host(), node.usage()));
	}

	/** Returns something that each member has used since. */
	Samples since(ToDoubleFunction<Usage> what) {
		Samples samples = new Samples();
		this.before
			.forEach((host, usage) -> samples.add(what.applyAsDouble(this.mesh.node(host).usage().minus(usage))));
		return samples;
	}

	/** Reports all that each member uses a second. */
	void report(Report report, String scenario) {
		double seconds = (Event.now() - this.from) / 1e6;
		report.add(scenario, "bytes sent by a member a second", since((used) -> used.bytesSent() / seconds));
		report.add(scenario, "packets sent by a member a second", since((used) -> used.packetsSent() / seconds));
		report.add(scenario, "CPU of a member, % of a core", since((used) -> used.cpu().toNanos() / 1e7 / seconds));
	}

}

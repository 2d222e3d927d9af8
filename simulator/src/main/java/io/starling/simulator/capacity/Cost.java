package io.starling.simulator.capacity;

import java.time.Duration;

import io.starling.simulator.Simulation;
import io.starling.simulator.capacity.Findings.Measured;

/**
 * What a mesh costs its members, and a simulation its machine.
 */
final class Cost {

	private final Simulation mesh;

	private final Findings findings;

	private final long begun = System.nanoTime();

	private final long before = used();

	private long most;

	Cost(Simulation mesh, Findings findings) {
		this.mesh = mesh;
		this.findings = findings;
	}

	private static long used() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	/** The mesh has formed and come to rest. */
	void formed(int members) {
		Load load = Load.of(this.mesh);
		this.findings.add(Figure.FORM_MESSAGES, (double) load.messages() / members);
		this.findings.add(Figure.FORM_BYTES, (double) load.bytes() / members);
		long used = used();
		// A few members take less than what the program happens to hold beside them.
		if (used > this.before) {
			this.findings.add(Figure.MEMORY, (used - this.before) / 1e3 / members);
		}
		this.most = used;
	}

	/** What went over the network while changes were made, less what does at rest. */
	void changed(Load load, Duration time, int receptions) {
		double seconds = time.toNanos() / 1e9;
		double messages = (double) load.messages() / receptions;
		double bytes = (double) load.bytes() / receptions;
		double share = seconds * this.findings.members() / receptions;
		this.findings.add(Figure.CHANGE_MESSAGES, messages - rest(Figure.REST_MESSAGES) * share);
		this.findings.add(Figure.CHANGE_BYTES, bytes - rest(Figure.REST_BYTES) * share);
	}

	private double rest(Figure figure) {
		return this.findings.of(figure).map(Measured::median).orElse(0.0);
	}

	/** The simulation is over. */
	void end() {
		this.findings.add(Figure.RUN_TIME, (System.nanoTime() - this.begun) / 1e9);
		this.findings.add(Figure.RUN_MEMORY, Math.max(this.most, used()) / 1e6);
		this.findings.add(Figure.EVENTS, (double) this.mesh.timeline().done());
	}

}

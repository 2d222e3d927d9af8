package io.starling.simulator;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Draws what befalls processes and their hosts: they start, end, stand still, come back.
 */
final class HostFaults {

	private final Draft draft;

	private final Population population;

	HostFaults(Draft draft) {
		this.draft = draft;
		this.population = draft.population();
	}

	void start(@Nullable FaultKind kind, String host) {
		this.population.goesUp(host);
		this.draft.add(kind, "start " + host, (mesh) -> {
			mesh.start(host);
			mesh.put(host, "services", "", host);
		});
	}

	void join(FaultKind kind) {
		start(kind, this.population.newHost());
	}

	void comeBack(FaultKind kind) {
		this.population.anyDown().ifPresent((host) -> start(kind, host));
	}

	void restart(FaultKind kind) {
		this.population.anyAwake().ifPresent((host) -> this.draft.add(kind, "restart " + host, (mesh) -> {
			mesh.restart(host);
			mesh.put(host, "services", "", host);
		}));
	}

	void crash(FaultKind kind, int count) {
		end(kind, count, (mesh, host) -> mesh.crash(host));
	}

	void die(FaultKind kind, int count) {
		end(kind, count, (mesh, host) -> mesh.darken(host));
	}

	/** The process ends, or all of the host does; either way its name is gone. */
	void dieWithName(FaultKind kind) {
		boolean dark = this.draft.random().nextBoolean();
		// Where a name is gone, nothing proves a death: it is as if the host were dark.
		end(kind, 1, (mesh, host) -> {
			mesh.network().names().forget(host);
			if (dark) {
				mesh.darken(host);
			}
			else {
				mesh.crash(host);
			}
		});
	}

	void leave(FaultKind kind) {
		end(kind, 1, (mesh, host) -> mesh.leave(host));
	}

	/** Ends some processes, but never the last; most of them come back. */
	private void end(FaultKind kind, int count, HostFault act) {
		List<String> awake = this.population.awake();
		int most = Math.min(count, awake.size() - 1);
		if (most < 1) {
			return;
		}
		List<String> ending = this.population.some(awake, most);
		this.draft.add(kind, kind + " of " + ending, (mesh) -> ending.forEach((host) -> act.befall(mesh, host)));
		for (String host : ending) {
			this.population.goesDown(host);
			if (this.draft.random().nextInt(3) > 0) {
				this.draft.after(this.draft.millis(1, 20_000), () -> comeBack(host));
			}
		}
	}

	private void comeBack(String host) {
		if (this.population.isDown(host)) {
			start(FaultKind.RETURN, host);
		}
	}

	void pause(FaultKind kind, Duration pause) {
		this.population.anyAwake().ifPresent((host) -> {
			this.population.freezes(host);
			this.draft.add(kind, pause, "freeze " + host, (mesh) -> mesh.freeze(host));
			this.draft.after(pause, () -> {
				this.population.wakes(host);
				this.draft.add(null, "wake " + host, (mesh) -> mesh.wake(host));
			});
		});
	}

	/**
	 * A member of another mesh starts where one ran that is gone, but not at the first
	 * seed.
	 */
	void takeOver(FaultKind kind, String firstSeed) {
		this.population.anyDown().filter((host) -> !host.equals(firstSeed)).ifPresent((host) -> {
			this.population.isTaken(host);
			this.draft.add(kind, "a stranger starts on " + host, (mesh) -> {
				mesh.hosts().addSeed(FaultPlan.STRANGERS, host);
				mesh.startIn(FaultPlan.STRANGERS, host);
			});
		});
	}

	/** Does something to a host. */
	private interface HostFault {

		void befall(Simulation mesh, String host);

	}

}

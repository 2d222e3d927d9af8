package io.starling.simulator.capacity;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

import io.starling.simulator.Simulation;
import io.starling.simulator.member.SimulatedMember;

/**
 * Kills a member now and then, and starts another one on a new host: a Poisson process.
 * The first member stays, as it is the seed.
 */
final class Churn {

	private final Simulation mesh;

	private final double rate;

	private final RandomGenerator random;

	private final Runnable newcomer;

	private boolean going;

	/**
	 * Prepares churn.
	 * @param mesh what it strikes
	 * @param rate how often a second
	 * @param random where its chances come from
	 * @param newcomer starts a member
	 */
	Churn(Simulation mesh, double rate, RandomGenerator random, Runnable newcomer) {
		this.mesh = mesh;
		this.rate = rate;
		this.random = random;
		this.newcomer = newcomer;
	}

	void begin() {
		this.going = this.rate > 0;
		next();
	}

	void end() {
		this.going = false;
	}

	private void next() {
		if (this.going) {
			double seconds = -Math.log(1 - this.random.nextDouble()) / this.rate;
			this.mesh.timeline().after(Duration.ofNanos((long) (seconds * 1e9)), this::strike);
		}
	}

	private void strike() {
		if (this.going) {
			List<SimulatedMember> running = this.mesh.running();
			if (running.size() > 2) {
				this.mesh.crash(running.get(1 + this.random.nextInt(running.size() - 1)).host());
			}
			this.newcomer.run();
			next();
		}
	}

}

package io.starling.simulator.capacity;

import java.time.Duration;

import io.starling.simulator.SimulationSettings;
import io.starling.simulator.network.NetworkSettings;

/**
 * What meshes are put through.
 *
 * @param network how the network behaves
 * @param churn how many members a second are killed and replaced while changes are
 * measured, 0 for none
 * @param changes how many changes to measure
 * @param victims how many kills, silent deaths, arrivals and goodbyes to measure each
 * @param rest how long the mesh at rest is looked at
 * @param partition how long a tenth of the members is cut off from the others; zero for
 * never
 * @param state how many bytes a change writes
 * @param seed decides every chance
 */
record CapacityPlan(NetworkSettings network, double churn, int changes, int victims, Duration rest, Duration partition,
		int state, long seed) {

	/** Above, each member is held to the invariants every other second. */
	private static final int LARGE = 200;

	SimulationSettings settings(int members) {
		return SimulationSettings.seeded(this.seed)
			.withNetwork(this.network)
			.withAuditInterval((members > LARGE) ? Duration.ofSeconds(2) : Duration.ZERO);
	}

}

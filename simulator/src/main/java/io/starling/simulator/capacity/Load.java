package io.starling.simulator.capacity;

import io.starling.simulator.Simulation;
import io.starling.simulator.network.Happening;
import io.starling.simulator.network.Traffic;

/**
 * What went over a network.
 *
 * @param messages how many messages arrived
 * @param bytes how many bytes of messages were sent, without the headers of TCP and IP
 */
record Load(long messages, long bytes) {

	static Load of(Simulation mesh) {
		Traffic traffic = mesh.network().traffic();
		return new Load(traffic.count(Happening.DELIVERED), traffic.bytes());
	}

	Load minus(Load before) {
		return new Load(this.messages - before.messages, this.bytes - before.bytes);
	}

}

package io.starling.simulator.member;

import java.util.List;
import java.util.function.Function;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.Settings;
import io.starling.simulator.network.Network;
import io.starling.simulator.time.Timeline;

/**
 * What all members of a simulation share.
 *
 * @param timeline the time that they live in
 * @param processor does the work of all of them
 * @param network what lies between them
 * @param settings what their protocols run with
 * @param drift how much too fast or too slow a clock may run, as a fraction
 * @param seeds looks the seeds of a member up
 * @param wire carries their messages
 * @param trace what happens is written here
 */
public record World(Timeline timeline, Processor processor, Network network, Settings settings, double drift,
		Function<SimulatedMember, List<Endpoint>> seeds, Wire wire, Trace trace) {

	/**
	 * Returns the same world for a member that is configured otherwise.
	 * @param settings what its protocol runs with
	 * @return the world
	 */
	public World configured(Settings settings) {
		return new World(this.timeline, this.processor, this.network, settings, this.drift, this.seeds, this.wire,
				this.trace);
	}

}

package io.starling.simulator;

import java.time.Duration;

import io.starling.mesh.protocol.Settings;
import io.starling.simulator.member.Wire;
import io.starling.simulator.network.NetworkSettings;

/**
 * What a simulation begins with.
 *
 * @param seed decides every chance in it
 * @param protocol what the members run with
 * @param network how the network behaves
 * @param drift how much too fast or too slow clocks may run, as a fraction: 0.01 is a
 * percent, which is far more than real clocks do
 * @param wire carries the messages, so that the codec can take part
 * @param told true to keep the trace as text, which costs time and memory
 * @param auditInterval how often each member is held to the invariants; zero does it
 * after every event, which is right up to some hundred members
 * @param knownPeers true if a member that starts where one of its mesh ran before has its
 * list of the members known last, as with a file
 * @param inputCost how long the processor that all members share takes for each input;
 * zero for no time at all
 */
public record SimulationSettings(long seed, Settings protocol, NetworkSettings network, double drift, Wire wire,
		boolean told, Duration auditInterval, boolean knownPeers, Duration inputCost) {

	/**
	 * Returns a quiet network, the protocol's defaults and clocks that are wrong by up to
	 * one percent.
	 * @param seed decides every chance
	 * @return the settings
	 */
	public static SimulationSettings seeded(long seed) {
		return new SimulationSettings(seed, Settings.defaults(), NetworkSettings.quiet(), 0.01, Wire.CODEC, false,
				Duration.ZERO, false, Duration.ZERO);
	}

	/**
	 * Returns these settings with another protocol.
	 * @param protocol what the members run with
	 * @return new settings
	 */
	public SimulationSettings withProtocol(Settings protocol) {
		return new SimulationSettings(this.seed, protocol, this.network, this.drift, this.wire, this.told,
				this.auditInterval, this.knownPeers, this.inputCost);
	}

	/**
	 * Returns these settings with another network.
	 * @param network how the network behaves
	 * @return new settings
	 */
	public SimulationSettings withNetwork(NetworkSettings network) {
		return new SimulationSettings(this.seed, this.protocol, network, this.drift, this.wire, this.told,
				this.auditInterval, this.knownPeers, this.inputCost);
	}

	/**
	 * Returns these settings with another loss.
	 * @param loss the probability that a packet is lost
	 * @return new settings
	 */
	public SimulationSettings withLoss(double loss) {
		return withNetwork(this.network.withLoss(loss));
	}

	/**
	 * Returns these settings with messages carried otherwise.
	 * @param wire carries the messages
	 * @return new settings
	 */
	public SimulationSettings withWire(Wire wire) {
		return new SimulationSettings(this.seed, this.protocol, this.network, this.drift, wire, this.told,
				this.auditInterval, this.knownPeers, this.inputCost);
	}

	/**
	 * Returns these settings with the trace kept as text.
	 * @param told true to keep it
	 * @return new settings
	 */
	public SimulationSettings withStory(boolean told) {
		return new SimulationSettings(this.seed, this.protocol, this.network, this.drift, this.wire, told,
				this.auditInterval, this.knownPeers, this.inputCost);
	}

	/**
	 * Returns these settings with the invariants checked now and then.
	 * @param auditInterval how often for each member; zero for always
	 * @return new settings
	 */
	public SimulationSettings withAuditInterval(Duration auditInterval) {
		return new SimulationSettings(this.seed, this.protocol, this.network, this.drift, this.wire, this.told,
				auditInterval, this.knownPeers, this.inputCost);
	}

	/**
	 * Returns these settings with members that remember whom their predecessors knew.
	 * @param knownPeers true if they do
	 * @return new settings
	 */
	public SimulationSettings withKnownPeers(boolean knownPeers) {
		return new SimulationSettings(this.seed, this.protocol, this.network, this.drift, this.wire, this.told,
				this.auditInterval, knownPeers, this.inputCost);
	}

	/**
	 * Returns these settings with a processor that takes its time.
	 * @param inputCost how long it takes for each input
	 * @return new settings
	 */
	public SimulationSettings withInputCost(Duration inputCost) {
		return new SimulationSettings(this.seed, this.protocol, this.network, this.drift, this.wire, this.told,
				this.auditInterval, this.knownPeers, inputCost);
	}

}

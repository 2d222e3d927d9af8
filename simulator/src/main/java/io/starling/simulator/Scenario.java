package io.starling.simulator;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

import io.starling.simulator.member.Trace;

/**
 * A whole run, drawn from one seed: the mesh, the network, what befalls them and when.
 *
 * @param settings what the simulation begins with, the seed among it
 * @param members how many members the mesh begins with
 * @param seeds where they look first
 * @param kinds the kinds of faults that may befall it; few in one run and others in the
 * next find more than all in each ("Swarm Testing", Groce et al., ISSTA 2012)
 * @param faults what happens, in order of time
 * @param length when the faults end
 */
public record Scenario(SimulationSettings settings, int members, List<String> seeds, SortedSet<FaultKind> kinds,
		List<Fault> faults, Duration length) {

	/**
	 * Returns the seed that all of this was drawn from.
	 * @return the seed
	 */
	public long seed() {
		return this.settings.seed();
	}

	/**
	 * Returns the same scenario with or without its story.
	 * @param told true to keep the trace as text
	 * @return the scenario
	 */
	public Scenario told(boolean told) {
		return new Scenario(this.settings.withStory(told), this.members, this.seeds, this.kinds, this.faults,
				this.length);
	}

	/**
	 * Tells the scenario.
	 * @return several lines of text
	 */
	public String inWords() {
		StringBuilder words = new StringBuilder(String.format(
				"%d members, seeds %s, %d rings; latency %.1f to %.1f ms, loss %.0f %%, send queue %d bytes%n",
				this.members, this.seeds, this.settings.protocol().rings(),
				this.settings.network().minLatency().toNanos() / 1e6,
				this.settings.network().maxLatency().toNanos() / 1e6, this.settings.network().loss() * 100,
				this.settings.network().sendQueue()));
		words.append(
				String.format("%d s of %s%n", this.length.toSeconds(), this.kinds.isEmpty() ? "peace" : this.kinds));
		this.faults
			.forEach((fault) -> words.append(String.format("%12s  %s%n", Trace.stamp(fault.at()), fault.words())));
		return words.toString();
	}

}

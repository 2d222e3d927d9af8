package io.starling.simulator;

import java.time.Duration;

import io.starling.simulator.invariant.InvariantViolation;
import io.starling.simulator.invariant.Sightings;
import io.starling.simulator.network.Traffic;

import org.jspecify.annotations.Nullable;

/**
 * What came of one run.
 *
 * @param scenario what was played
 * @param hash the trace's hash: equal hashes, equal runs
 * @param events how many events it took
 * @param converged how long after the last fault the mesh had converged; null if it never
 * had
 * @param failure what broke; null if nothing did
 * @param traffic what happened on the network
 * @param sightings what members were seen to believe
 * @param coverage which messages met which kinds of faults
 */
public record RunResult(Scenario scenario, long hash, long events, @Nullable Duration converged,
		@Nullable InvariantViolation failure, Traffic traffic, Sightings sightings, Coverage coverage) {

	/**
	 * Tells whether every invariant held and the mesh converged.
	 * @return true if nothing broke
	 */
	public boolean succeeded() {
		return this.failure == null;
	}

	/**
	 * Tells what broke and how to see it again.
	 * @return a line of text, or two
	 */
	public String inWords() {
		if (this.failure == null) {
			return "nothing broke";
		}
		return this.failure.getMessage() + System.lineSeparator() + "replay with: simulate " + this.scenario.seed()
				+ " --trace, or follow one member or row: simulate " + this.scenario.seed() + " --member HOST";
	}

}

package io.starling.simulator.invariant;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what members were seen to believe and to tell, so that a batch of simulations
 * can prove that each case came up. Not thread-safe.
 */
public final class Sightings {

	private final TreeMap<String, Long> counts = new TreeMap<>();

	/**
	 * Returns the counts.
	 * @return how often, by what was seen, in order of name
	 */
	public Map<String, Long> asMap() {
		return Collections.unmodifiableMap(this.counts);
	}

	/**
	 * Adds one sighting.
	 * @param what what was seen
	 */
	public void add(String what) {
		this.counts.merge(what, 1L, Long::sum);
	}

	/**
	 * Adds what was seen elsewhere.
	 * @param other the other counts
	 */
	public void addAll(Sightings other) {
		other.counts.forEach((what, count) -> this.counts.merge(what, count, Long::sum));
	}

}

package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.starling.simulator.invariant.Sightings;
import io.starling.simulator.network.Happening;
import io.starling.simulator.network.Traffic;

/**
 * What came of many runs: what broke, how fast meshes converged, and proof that every
 * kind of fault was at work.
 *
 * @param results what came of each run, in order of seed
 */
public record SwarmReport(List<RunResult> results) {

	/**
	 * Returns the runs in which something broke.
	 * @return the failed runs
	 */
	public List<RunResult> failures() {
		return this.results.stream().filter((result) -> !result.succeeded()).toList();
	}

	/**
	 * Returns in how many runs each kind of fault struck.
	 * @return the number of runs by kind; zero for a kind that never did
	 */
	public Map<FaultKind, Integer> runsWithFault() {
		TreeMap<FaultKind, Integer> runs = new TreeMap<>();
		for (FaultKind kind : FaultKind.values()) {
			runs.put(kind, (int) this.results.stream()
				.filter((result) -> result.scenario().faults().stream().anyMatch((fault) -> fault.kind() == kind))
				.count());
		}
		return runs;
	}

	/**
	 * Returns what happened on all networks together.
	 * @return the counts
	 */
	public Traffic traffic() {
		Traffic traffic = new Traffic();
		this.results.forEach((result) -> traffic.addAll(result.traffic()));
		return traffic;
	}

	/**
	 * Returns what all members were seen to believe.
	 * @return the counts
	 */
	public Sightings sightings() {
		Sightings sightings = new Sightings();
		this.results.forEach((result) -> sightings.addAll(result.sightings()));
		return sightings;
	}

	/**
	 * Returns which messages were taken in beside which kinds of faults.
	 * @return the counts
	 */
	public Coverage coverage() {
		Coverage coverage = new Coverage();
		this.results.forEach((result) -> coverage.addAll(result.coverage()));
		return coverage;
	}

	/**
	 * Returns how long a share of the meshes took at most to converge after the last
	 * fault.
	 * @param share the share of the converged meshes, 0 to 1
	 * @return the duration
	 */
	public Duration convergedWithin(double share) {
		List<Duration> sorted = new ArrayList<>(
				this.results.stream().map(RunResult::converged).filter(Objects::nonNull).sorted().toList());
		return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(share * (sorted.size() - 1)));
	}

	/**
	 * Tells what broke, and how to see it again.
	 * @return two lines for each failure
	 */
	public String failuresInWords() {
		return failures().stream().map(RunResult::inWords).collect(Collectors.joining(System.lineSeparator()));
	}

	/**
	 * Tells all of it.
	 * @return many lines of text
	 */
	public String inWords() {
		StringBuilder words = new StringBuilder();
		long events = this.results.stream().mapToLong(RunResult::events).sum();
		words.append(String.format("%d runs, %d failed, %d million events%n", this.results.size(), failures().size(),
				events / 1_000_000));
		words.append(String.format("converged after the last fault within %d ms (half), %d ms (99 %%), %d ms (all)%n",
				convergedWithin(0.5).toMillis(), convergedWithin(0.99).toMillis(), convergedWithin(1).toMillis()));
		words.append("runs with ").append(runsWithFault()).append(System.lineSeparator());
		for (Happening happening : Happening.values()) {
			words.append(String.format("%12d %s%n", traffic().count(happening), happening));
		}
		sightings().asMap().forEach((what, count) -> words.append(String.format("%12d %s%n", count, what)));
		return words.append(failuresInWords()).toString();
	}

}

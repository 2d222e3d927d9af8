package io.starling.benchmarks.hosts;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import io.starling.benchmarks.hosts.Event.Believed;
import io.starling.benchmarks.hosts.Event.Listed;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * What all nodes saw in a span of time.
 *
 * @param from its begin, in microseconds
 * @param sightings what was seen, in order of time
 */
record Window(long from, List<Sighting> sightings) {

	/** Returns the part before a time. */
	Window until(long micros) {
		return new Window(this.from, this.sightings.stream().filter((it) -> it.micros() < micros).toList());
	}

	/**
	 * Returns how many milliseconds after the begin each observer saw something first.
	 * @param observers who should have seen it
	 * @param wanted what to look for
	 */
	Samples first(Collection<Integer> observers, Predicate<Event> wanted) {
		Map<Integer, Long> seen = new TreeMap<>();
		this.sightings.stream()
			.filter((it) -> observers.contains(it.host()) && wanted.test(it.event()))
			.forEach((it) -> seen.putIfAbsent(it.host(), it.micros()));
		return samples(observers.size(), seen.values());
	}

	/**
	 * Returns how many milliseconds after the begin each observer saw something last.
	 */
	Samples last(Collection<Integer> observers, Predicate<Event> wanted) {
		Map<Integer, Long> seen = new TreeMap<>();
		this.sightings.stream()
			.filter((it) -> observers.contains(it.host()) && wanted.test(it.event()))
			.forEach((it) -> seen.put(it.host(), it.micros()));
		return samples(observers.size(), seen.values());
	}

	private Samples samples(int expected, Collection<Long> micros) {
		Samples samples = new Samples().expect(expected);
		micros.forEach((time) -> samples.add((time - this.from) / 1000.0));
		return samples;
	}

	/** Returns the hosts that saw something. */
	Set<Integer> witnesses(Predicate<Event> wanted) {
		Set<Integer> found = new TreeSet<>();
		this.sightings.stream().filter((it) -> wanted.test(it.event())).forEach((it) -> found.add(it.host()));
		return found;
	}

	/**
	 * Returns the members that somebody came to believe something of, each with the hosts
	 * that did.
	 * @param liveness the belief
	 * @param counts which observers' beliefs about whom count
	 */
	Map<MemberId, Set<Integer>> believed(Liveness liveness, BiPredicate<Integer, MemberId> counts) {
		Map<MemberId, Set<Integer>> found = new TreeMap<>();
		for (Sighting sighting : this.sightings) {
			if (sighting.event() instanceof Believed it && it.liveness() == liveness
					&& counts.test(sighting.host(), it.subject())) {
				found.computeIfAbsent(it.subject(), (subject) -> new TreeSet<>()).add(sighting.host());
			}
		}
		return found;
	}

	/**
	 * Returns how many new versions of members there were: but for joining and leaving, a
	 * member raises its version only to refute a suspicion.
	 * @param hostOf tells where a member lives
	 */
	long refutations(ToIntFunction<MemberId> hostOf) {
		return this.sightings.stream()
			.filter((it) -> it.event() instanceof Believed belief && hostOf.applyAsInt(belief.subject()) == it.host())
			.count();
	}

	/**
	 * Returns the fewest rows that each observer listed.
	 * @param before how many it listed at the begin
	 */
	Map<Integer, Integer> fewestRows(Collection<Integer> observers, int before) {
		Map<Integer, Integer> fewest = new TreeMap<>();
		observers.forEach((host) -> fewest.put(host, before));
		for (Sighting sighting : this.sightings) {
			if (sighting.event() instanceof Listed it) {
				fewest.computeIfPresent(sighting.host(), (host, rows) -> Math.min(rows, it.rows()));
			}
		}
		return fewest;
	}

}

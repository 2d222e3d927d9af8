package io.starling.simulator.theory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import io.starling.mesh.model.MemberId;
import io.starling.mesh.overlay.RingIndex;

/**
 * How a rumor goes through Starling's overlay, in the same terms as the models: who hears
 * it first sends it once over each of its links but the one that it came by.
 *
 * @param hops over how many links it came to the last member
 * @param meanHops over how many links it came to a member, in the mean
 * @param sends how often a member sent it, in the mean
 */
public record OverlayCourse(int hops, double meanHops, double sends) {

	/**
	 * Draws members, puts them on the rings, and spreads a rumor from one of them.
	 * @param members how many, at least 2
	 * @param rings on how many rings
	 * @param random where all chance comes from
	 * @return how it went
	 */
	public static OverlayCourse draw(int members, int rings, RandomGenerator random) {
		List<MemberId> ids = new ArrayList<>();
		Map<MemberId, Integer> numbers = new TreeMap<>();
		for (int i = 0; i < members; i++) {
			ids.add(MemberId.random(random));
			numbers.put(ids.get(i), i);
		}
		RingIndex index = new RingIndex(ids, rings);
		int[] hops = new int[members];
		Arrays.fill(hops, Integer.MAX_VALUE);
		hops[0] = 0;
		long links = 0;
		ArrayDeque<Integer> next = new ArrayDeque<>(List.of(0));
		while (!next.isEmpty()) {
			int member = next.remove();
			NavigableSet<MemberId> neighbours = index.around(ids.get(member));
			links += neighbours.size();
			for (MemberId neighbour : neighbours) {
				int number = numbers.getOrDefault(neighbour, 0);
				if (hops[number] == Integer.MAX_VALUE) {
					hops[number] = hops[member] + 1;
					next.add(number);
				}
			}
		}
		return new OverlayCourse(Arrays.stream(hops).max().orElseThrow(), Arrays.stream(hops).average().orElseThrow(),
				(double) (links - (members - 1)) / members);
	}

}

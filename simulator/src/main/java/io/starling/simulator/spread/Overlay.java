package io.starling.simulator.spread;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import io.starling.mesh.model.MemberId;
import io.starling.mesh.overlay.Rings;

/**
 * Who stands next to whom, as the protocol computes it, for members numbered from 0. Each
 * direction of a link has a number, too. The overlay of fewer rings is a part of that of
 * more.
 */
final class Overlay {

	/** The rings of the protocol. */
	static final int RINGS = 4;

	private final List<MemberId> ids;

	private final int[][] neighbours;

	private final int[] firstLink;

	private final TreeMap<Integer, Overlay> parts = new TreeMap<>();

	private Overlay(List<MemberId> ids, int rings) {
		this.ids = ids;
		this.neighbours = new int[ids.size()][];
		this.firstLink = new int[ids.size() + 1];
		TreeMap<MemberId, Integer> numbers = new TreeMap<>();
		for (int i = 0; i < ids.size(); i++) {
			numbers.put(ids.get(i), i);
		}
		for (int i = 0; i < ids.size(); i++) {
			this.neighbours[i] = Rings.around(ids.get(i), ids, rings)
				.stream()
				.mapToInt((id) -> numbers.getOrDefault(id, 0))
				.sorted()
				.toArray();
			this.firstLink[i + 1] = this.firstLink[i] + this.neighbours[i].length;
		}
	}

	static Overlay draw(int members, RandomGenerator random) {
		List<MemberId> ids = new ArrayList<>();
		for (int i = 0; i < members; i++) {
			ids.add(MemberId.random(random));
		}
		return new Overlay(ids, RINGS);
	}

	/** The overlay of the same members on the first rings only. */
	Overlay onRings(int rings) {
		return (rings == RINGS) ? this : this.parts.computeIfAbsent(rings, (count) -> new Overlay(this.ids, count));
	}

	int size() {
		return this.ids.size();
	}

	/** The neighbours of a member in rising order, not to be changed. */
	int[] neighbours(int member) {
		return this.neighbours[member];
	}

	boolean areNeighbours(int one, int other) {
		return Arrays.binarySearch(this.neighbours[one], other) >= 0;
	}

	int links() {
		return this.firstLink[size()];
	}

	/** The number of the direction of a link, from 0. */
	int link(int from, int to) {
		int index = Arrays.binarySearch(this.neighbours[from], to);
		if (index < 0) {
			throw new IllegalArgumentException(from + " and " + to + " have no link");
		}
		return this.firstLink[from] + index;
	}

}

package io.starling.mesh.overlay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

import io.starling.mesh.model.MemberId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RingsTest {

	private static final int RINGS = 4;

	private static List<MemberId> members(long seed, int count) {
		SplittableRandom random = new SplittableRandom(seed);
		List<MemberId> members = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			members.add(MemberId.random(random));
		}
		return members;
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 9, 100, 500 })
	void neighbourhoodIsMutual(int count) {
		List<MemberId> members = members(count, count);
		for (MemberId member : members) {
			for (MemberId neighbour : Rings.around(member, members, RINGS)) {
				assertThat(Rings.around(neighbour, members, RINGS)).contains(member);
			}
		}
	}

	@Test
	void aMemberHasAtMostTwoNeighboursARingAndNeverItself() {
		List<MemberId> members = members(1, 200);
		for (MemberId member : members) {
			assertThat(Rings.around(member, members, RINGS)).hasSizeBetween(2, 2 * RINGS).doesNotContain(member);
		}
	}

	@Test
	void inAMeshOfFewEverybodyIsANeighbour() {
		List<MemberId> members = members(2, 3);
		assertThat(Rings.around(members.get(0), members, RINGS)).containsExactlyInAnyOrder(members.get(1),
				members.get(2));
	}

	@Test
	void aMemberAloneHasNoNeighbours() {
		List<MemberId> members = members(3, 1);
		assertThat(Rings.around(members.get(0), members, RINGS)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void followingEveryChangeGivesTheSameAsComputingAnew(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		MemberId center = MemberId.random(random);
		List<MemberId> pool = members(seed + 100, 60);
		Set<MemberId> present = new TreeSet<>();
		Rings rings = new Rings(center, RINGS);
		for (int step = 0; step < 500; step++) {
			MemberId member = pool.get(random.nextInt(pool.size()));
			if (present.add(member)) {
				rings.add(member);
			}
			else {
				present.remove(member);
				rings.remove(member, present);
			}
			assertThat(rings.neighbours()).isEqualTo(Rings.around(center, present, RINGS));
		}
	}

	@Test
	void everybodyIsReachedInFewHops() {
		List<MemberId> members = members(4, 1000);
		Set<MemberId> reached = new TreeSet<>(List.of(members.get(0)));
		Deque<MemberId> frontier = new ArrayDeque<>(reached);
		int hops = 0;
		while (reached.size() < members.size() && hops < 20) {
			Deque<MemberId> next = new ArrayDeque<>();
			for (MemberId member : frontier) {
				Rings.around(member, members, RINGS).stream().filter(reached::add).forEach(next::add);
			}
			frontier = next;
			hops++;
		}
		// An 8-regular random graph: log base 7 of 1,000 is 3.5, and a few more for the
		// last.
		assertThat(reached).hasSize(1000);
		assertThat(hops).isLessThanOrEqualTo(7);
	}

}

package io.starling.mesh.overlay;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

import io.starling.mesh.model.MemberId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RingIndexTest {

	private static final int RINGS = 4;

	private static Set<MemberId> members(SplittableRandom random, int count) {
		Set<MemberId> members = new TreeSet<>();
		while (members.size() < count) {
			members.add(MemberId.random(random));
		}
		return members;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 9, 50, 300 })
	void everybodyHasTheSameNeighboursAsOnTheRings(int count) {
		Set<MemberId> members = members(new SplittableRandom(count), count);
		RingIndex index = new RingIndex(members, RINGS);
		for (MemberId member : members) {
			assertThat(index.around(member)).isEqualTo(Rings.around(member, members, RINGS));
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void whoComesAndGoesIsFollowed(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		Set<MemberId> all = members(random, 60);
		RingIndex index = new RingIndex(all, RINGS);
		Set<MemberId> present = new TreeSet<>(all);
		for (MemberId gone : List.copyOf(all)) {
			present.remove(gone);
			index.remove(gone);
			if (present.size() % 3 == 0) {
				MemberId newcomer = MemberId.random(random);
				present.add(newcomer);
				index.add(newcomer);
			}
			for (MemberId member : all) {
				assertThat(index.around(member)).isEqualTo(Rings.around(member, present, RINGS));
			}
		}
	}

	@Test
	void aStrangerHasNeighboursToo() {
		SplittableRandom random = new SplittableRandom(1);
		for (int count : new int[] { 0, 1, 2, 100 }) {
			Set<MemberId> members = members(random, count);
			RingIndex index = new RingIndex(members, RINGS);
			for (MemberId stranger : members(random, 100)) {
				assertThat(index.around(stranger)).isEqualTo(Rings.around(stranger, members, RINGS));
			}
		}
	}

}

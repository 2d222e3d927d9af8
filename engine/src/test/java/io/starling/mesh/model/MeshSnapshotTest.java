package io.starling.mesh.model;

import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

import static org.assertj.core.api.Assertions.assertThat;

class MeshSnapshotTest {

	@Test
	void theSuccessorsArePresentOthersInOrderOfIdAroundTheEnd() {
		assertThat(snapshot(5).successors(64)).extracting((member) -> member.id().high())
			.containsExactly(6L, 8L, 9L, 0L, 1L, 2L, 4L);
		assertThat(snapshot(9).successors(2)).extracting((member) -> member.id().high()).containsExactly(0L, 1L);
	}

	/** Ten members, of whom 3 is dead and 7 has left. */
	private static MeshSnapshot snapshot(int self) {
		PSortedMap<MemberId, MemberState> members = TreePMap.empty();
		for (int i = 0; i < 10; i++) {
			Member member = new Member(new MemberId(i, 0), 1, new Endpoint("a", i + 1), "", false);
			Liveness liveness = (i == 3) ? Liveness.DEAD : (i == 7) ? Liveness.LEFT : Liveness.ALIVE;
			members = members.plus(member.id(), new MemberState(member, liveness, Instant.EPOCH, ""));
		}
		return new MeshSnapshot(new MemberId(self, 0), members, Set.of(), Set.of(), TreePMap.empty(), Digest.EMPTY,
				false);
	}

}

package io.starling.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.starling.mesh.MeshStatus.Condition;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

import static org.assertj.core.api.Assertions.assertThat;

class StandingTest {

	private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

	private final UnlinkedNeighbours unlinked = new UnlinkedNeighbours();

	private static MemberId id(int number) {
		return new MemberId(number, 0);
	}

	private static Set<MemberId> ids(Collection<Integer> numbers) {
		Set<MemberId> ids = new TreeSet<>();
		numbers.forEach((number) -> ids.add(id(number)));
		return ids;
	}

	/** Number 0 among four others, all of whom are its neighbours. */
	private static MeshSnapshot snapshot(boolean cutOff, Integer... linked) {
		PSortedMap<MemberId, MemberState> members = TreePMap.empty();
		for (int i = 0; i <= 4; i++) {
			Member member = new Member(id(i), 1, new Endpoint("10.0.0." + i, 7946), "", false);
			members = members.plus(id(i), new MemberState(member, Liveness.ALIVE, Instant.EPOCH, ""));
		}
		return new MeshSnapshot(id(0), members, ids(List.of(1, 2, 3, 4)), ids(List.of(linked)), TreePMap.empty(),
				Digest.EMPTY, cutOff);
	}

	private MeshStatus status(MeshSnapshot snapshot, Instant now) {
		return new Standing(MeshSettings.defaults(), snapshot, this.unlinked.forLongerThan(HALF_A_MINUTE, now),
				"no route", Duration.ZERO)
			.status();
	}

	@Test
	void neighboursWithoutALinkForHalfAMinuteCannotBeReached() {
		this.unlinked.follow(snapshot(false, 1), Instant.EPOCH);
		this.unlinked.follow(snapshot(false, 1, 2), Instant.EPOCH.plusSeconds(20));
		assertThat(status(snapshot(false, 1, 2), Instant.EPOCH.plusSeconds(29)).reason())
			.isEqualTo("2 links to 4 other members");
		assertThat(status(snapshot(false, 1, 2), Instant.EPOCH.plusSeconds(31)).reason())
			.isEqualTo("2 links to 4 other members; 2 of 4 neighbours cannot be reached at the address that they "
					+ "advertise; the last attempt to connect: no route");
		this.unlinked.follow(snapshot(false, 1, 2, 3, 4), Instant.EPOCH.plusSeconds(40));
		assertThat(status(snapshot(false, 1, 2, 3, 4), Instant.EPOCH.plusSeconds(80)).reason())
			.isEqualTo("4 links to 4 other members");
	}

	@Test
	void whoeverIsLeftAloneSaysForHowLongTheOthersStayListed() {
		MeshStatus status = status(snapshot(true), Instant.EPOCH);
		assertThat(status.condition()).isEqualTo(Condition.CUT_OFF);
		assertThat(status.reason())
			.isEqualTo("none of 4 others answers, so this member is probably cut off, or the only one left; "
					+ "all rows stay listed until nobody was heard for 300 s, but those of processes that were "
					+ "seen to end; the last attempt to connect: no route");
	}

}

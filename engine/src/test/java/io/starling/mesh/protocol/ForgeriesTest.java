package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import org.junit.jupiter.api.Test;

import static io.starling.mesh.protocol.Bench.id;
import static io.starling.mesh.protocol.Bench.member;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What proves a death and what does not, whoever says it: votes in others' names,
 * refusals, reports, addresses. The peers are hand-made, and number 1 is the subject.
 */
class ForgeriesTest extends SubjectBench {

	private static final int FORGED = 900;

	/** What somebody says of the subject who may be nobody. */
	private void forge(int from, int count, Evidence evidence) {
		for (int i = 0; i < count; i++) {
			vote(from + i, evidence);
		}
	}

	@Test
	void votesOfNobodyAreNeitherHeardNorPassedOnAndTakeNobodysPlace() {
		join(6);
		end();
		this.bench.out.forget();
		forge(FORGED, 64, Evidence.GONE);
		assertThat(this.bench.out.rumorsOn(this.peers.get(2))).isEmpty();
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
		for (int observer = 2; observer <= 6; observer++) {
			vote(observer, Evidence.GONE);
		}
		this.bench.pass(Duration.ofMillis(100), allButTheSubject());
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.DEAD);
	}

	@Test
	void whatMembersSayWhoAreNoObserversDoesNotCount() {
		join(40);
		Set<Integer> observers = numbers(this.bench.protocol.explanations().of(id(1).toString()).get(0).observers());
		List<Integer> others = IntStream.rangeClosed(2, 40).boxed().filter((it) -> !observers.contains(it)).toList();
		assertThat(others).hasSizeGreaterThan(20);
		// Other links than those with neighbours are closed by now.
		List<Integer> near = List.copyOf(numbers(this.bench.protocol.snapshot().neighbours()));
		others.forEach((other) -> say(near.get(0), other, Evidence.GONE));
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
		assertThat(this.bench.out.rumorsOn(this.peers.get(near.get(1) - 1))).as("those kept aside are passed on")
			.hasSizeBetween(1, 16);
		observers.forEach((observer) -> say(near.get(0), observer, Evidence.SILENT));
		this.bench.pass(Duration.ofMillis(100));
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.SUSPECT);
	}

	private void say(int by, int observer, Evidence evidence) {
		this.bench.receive(this.peers.get(by - 1), vote(observer, 1, evidence));
	}

	private static Set<Integer> numbers(Collection<MemberId> ids) {
		Set<Integer> numbers = new TreeSet<>();
		IntStream.rangeClosed(2, 40).filter((it) -> ids.contains(id(it))).forEach(numbers::add);
		return numbers;
	}

	@Test
	void whoeverAnswersHereIsNotTakenForDeadForWhatOthersSay() {
		join(6);
		forge(2, 5, Evidence.GONE);
		this.bench.pass(Duration.ofSeconds(3), all());
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.SUSPECT);
		this.bench.receive(this.peers.get(0), new Rumor.OfMember(member(1).withVersion(2)));
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
	}

	@Test
	void whoeverHasRefutedAProofIsNotTakenForDeadAtOnceAgain() {
		join(6);
		end();
		forge(2, 5, Evidence.GONE);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.DEAD);
		for (long version = 2; version < 100; version++) {
			this.bench.receive(this.peers.get(1), new Rumor.OfMember(member(1).withVersion(version)));
			for (int observer = 2; observer <= 6; observer++) {
				this.bench.receive(this.peers.get(1), vote(observer, version, Evidence.GONE));
			}
			assertThat(this.bench.livenessOf(1)).isNotEqualTo(Liveness.DEAD);
		}
	}

	@Test
	void aMemberRefutesAtMostOnceInATenthOfASecond() {
		join(2);
		for (int i = 0; i < 200; i++) {
			long version = this.bench.self().version();
			this.bench.receive(this.peers.get(0), new Rumor.OfVote(id(500), version, id(2), Evidence.GONE));
		}
		// 200 votes 5 ms after each other.
		assertThat(this.bench.self().version()).isBetween(9L, 12L);
		this.bench.pass(Duration.ofMillis(200), all());
		long version = this.bench.self().version();
		this.bench.receive(this.peers.get(0), new Rumor.OfVote(id(500), version, id(2), Evidence.GONE));
		assertThat(this.bench.self().version()).isEqualTo(version + 1);
	}

	@Test
	void aRefusalAloneIsNoProofButJoinsThatOfAnother() {
		join(6);
		this.bench.out.forget();
		this.bench.protocol.closed(this.bench.now, this.peers.get(0), Ending.BROKEN);
		this.bench.settle();
		this.bench.protocol.connectFailed(this.bench.now, this.bench.dialTo(1), ConnectFailure.REFUSED);
		this.bench.settle();
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).containsExactly(vote(500, 1, Evidence.SILENT));
		this.bench.receive(this.peers.get(1), vote(3, 1, Evidence.GONE));
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).contains(vote(500, 1, Evidence.GONE));
	}

	@Test
	void proofAgainstMostNeighboursIsThisMembersOwnTrouble() {
		join(6);
		this.bench.out.forget();
		for (int i = 1; i <= 5; i++) {
			this.bench.protocol.closed(this.bench.now, this.peers.get(i - 1), Ending.CLOSED);
			this.bench.settle();
			List.copyOf(this.bench.out.dialled.keySet())
				.forEach((dial) -> this.bench.protocol.connectFailed(this.bench.now, dial, ConnectFailure.REFUSED));
			this.bench.settle();
		}
		assertThat(this.bench.out.rumorsOn(this.peers.get(5))).extracting((it) -> ((Rumor.OfVote) it).evidence())
			.startsWith(Evidence.GONE)
			.endsWith(Evidence.SILENT);
		this.bench.pass(Duration.ofSeconds(1), this.peers.get(5));
		assertThat(IntStream.rangeClosed(1, 5).mapToObj(this.bench::livenessOf)).doesNotContain(Liveness.DEAD);
	}

	@Test
	void aDeathCountsForWhomItIsToldByItselfAndTellersHaveToBeMost() {
		join(6);
		this.bench.end(this.peers.get(0), 1);
		for (int i = 2; i <= 6; i++) {
			this.bench.receive(this.peers.get(1), new Rumor.OfDeath(id(1), 1, id(i)));
		}
		this.bench.pass(Duration.ofSeconds(7), allButTheSubject());
		assertThat(this.bench.livenessOf(1)).as("told by one link only").isEqualTo(Liveness.ALIVE);
		assertThat(this.bench.out.rumorsOn(this.peers.get(2))).as("passed on once")
			.containsOnlyOnce(new Rumor.OfDeath(id(1), 1, id(2)))
			.doesNotContain(new Rumor.OfDeath(id(1), 1, id(3)));
		for (int i = 3; i <= 6; i++) {
			this.bench.receive(this.peers.get(i - 1), new Rumor.OfDeath(id(1), 1, id(i)));
		}
		this.bench.pass(Duration.ofSeconds(1), allButTheSubject());
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.DEAD);
	}

	@Test
	void whoeverAnswersHereIsNotDeadHoweverManySaySo() {
		join(6);
		for (int i = 2; i <= 6; i++) {
			this.bench.receive(this.peers.get(i - 1), new Rumor.OfDeath(id(1), 1, id(i)));
		}
		this.bench.pass(Duration.ofSeconds(20), all());
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
	}

	@Test
	void newcomersAtANeighboursAddressLeadToOneDialASecond() {
		join(4);
		this.bench.out.forget();
		for (int i = 0; i < 1000; i++) {
			Member liar = new Member(id(1000 + i), 1, member(1).endpoint(), "", false);
			this.bench.protocol.received(this.bench.now, this.peers.get(1),
					new Message.Gossip(List.of(new Rumor.OfMember(liar))));
		}
		assertThat(this.bench.out.dialled.values()).filteredOn(member(1).endpoint()::equals).hasSize(1);
	}

	@Test
	void refusedByTheOwnHostIsProofWhateverElseIsSo() {
		// Number 750 lives on the host of number 500, the member itself.
		ConnectionId near = this.bench.join(750);
		ConnectionId far = this.bench.join(1);
		this.bench.protocol.closed(this.bench.now, far, Ending.BROKEN);
		this.bench.protocol.closed(this.bench.now, near, Ending.BROKEN);
		this.bench.settle();
		this.bench.protocol.connectFailed(this.bench.now, this.bench.dialTo(1), ConnectFailure.REFUSED);
		this.bench.protocol.connectFailed(this.bench.now, this.bench.dialTo(750), ConnectFailure.REFUSED);
		this.bench.pass(Duration.ofMillis(300));
		assertThat(this.bench.livenessOf(750)).isEqualTo(Liveness.DEAD);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.SUSPECT);
		assertThat(this.bench.protocol.snapshot().member(id(750)).orElseThrow().proven()).isTrue();
	}

}

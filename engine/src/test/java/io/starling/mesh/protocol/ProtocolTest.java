package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.List;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.junit.jupiter.api.Test;

import static io.starling.mesh.protocol.Bench.id;
import static io.starling.mesh.protocol.Bench.member;
import static io.starling.mesh.protocol.Bench.row;
import static io.starling.mesh.protocol.Bench.rumor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Rules of PROTOCOL.md, one by one, with hand-made messages.
 */
class ProtocolTest {

	private final Bench bench = new Bench();

	@Test
	void aHelloIsAnsweredWithAHelloAndTheSenderIsKnown() {
		ConnectionId peer = this.bench.join(1);
		assertThat(this.bench.out.sentOn(peer)).first().isInstanceOf(Message.Hello.class);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
		assertThat(this.bench.out.notices).containsExactly(new Notice.Joined(member(1)));
	}

	@Test
	void aStrangerIsSentAwayAndNothingIsLearned() {
		ConnectionId stranger = new ConnectionId(false, 1);
		this.bench.protocol.accepted(this.bench.now, stranger);
		this.bench.settle();
		this.bench.protocol.received(this.bench.now, stranger,
				new Message.Hello("other", member(1), true, Digest.EMPTY));
		this.bench.settle();
		this.bench.receive(stranger, new Rumor.OfMember(member(2)));
		assertThat(this.bench.out.sentOn(stranger)).hasSize(2)
			.hasAtLeastOneElementOfType(Message.Hello.class)
			.last()
			.isEqualTo(new Goodbye(Goodbye.Reason.OTHER_MESH));
		assertThat(this.bench.protocol.snapshot().all()).hasSize(1);
	}

	@Test
	void nothingIsLearnedBeforeTheHello() {
		ConnectionId early = new ConnectionId(false, 1);
		this.bench.protocol.accepted(this.bench.now, early);
		this.bench.settle();
		this.bench.receive(early, new Rumor.OfMember(member(2)));
		assertThat(this.bench.protocol.snapshot().all()).hasSize(1);
	}

	@Test
	void aSeedThatLeadsToTheMemberItselfIsTriedAgainAsItMayLeadElsewhere() {
		Endpoint alias = new Endpoint("alias", 7946);
		this.bench.protocol.seedsResolved(this.bench.now, List.of(alias));
		this.bench.settle();
		ConnectionId dial = this.bench.out.dialled.keySet().iterator().next();
		this.bench.protocol.connected(this.bench.now, dial);
		this.bench.settle();
		Message.Hello own = this.bench.out.sent(Message.Hello.class).get(0);
		ConnectionId accepted = new ConnectionId(false, 77);
		this.bench.protocol.accepted(this.bench.now, accepted);
		this.bench.take(accepted, own);
		assertThat(this.bench.out.sentOn(accepted)).containsExactly(new Goodbye(Goodbye.Reason.SELF));
		this.bench.out.forget();
		this.bench.take(dial, new Goodbye(Goodbye.Reason.SELF));
		this.bench.pass(Duration.ofSeconds(20));
		assertThat(this.bench.out.dialled.values()).containsOnly(alias).hasSizeBetween(1, 8);
	}

	@Test
	void newsIsPassedOnOnceAndNotBackToWhereItCameFrom() {
		ConnectionId one = this.bench.join(1);
		ConnectionId two = this.bench.join(2);
		this.bench.out.forget();
		this.bench.receive(one, rumor(row(1, "a", 1)));
		this.bench.receive(two, rumor(row(1, "a", 1)));
		assertThat(this.bench.out.rumorsOn(two)).containsExactly(rumor(row(1, "a", 1)));
		assertThat(this.bench.out.rumorsOn(one)).isEmpty();
	}

	@Test
	void onlyAHigherVersionReplacesARow() {
		ConnectionId peer = this.bench.join(1);
		this.bench.receive(peer, rumor(row(1, "a", 5)));
		this.bench.receive(peer, rumor(row(1, "a", 4)));
		assertThat(this.bench.protocol.snapshot().row(row(1, "a", 1).id())).contains(row(1, "a", 5));
	}

	@Test
	void aTombstoneOlderThanTheRetentionRemovesARowAndIsNotKept() {
		ConnectionId peer = this.bench.join(1);
		Row row = row(1, "a", 1);
		this.bench.receive(peer, rumor(row));
		Row tombstone = Row.tombstone(row.id(), 2);
		this.bench.receive(peer, new Rumor.OfRow(tombstone, Settings.defaults().retention()));
		assertThat(this.bench.protocol.snapshot().row(row.id())).isEmpty();
		this.bench.receive(peer, rumor(row));
		assertThat(this.bench.protocol.snapshot().row(row.id())).isPresent();
		this.bench.receive(peer, new Rumor.OfRow(tombstone, Duration.ofSeconds(1)));
		assertThat(this.bench.protocol.snapshot().row(row.id())).isEmpty();
		this.bench.receive(peer, rumor(row));
		assertThat(this.bench.protocol.snapshot().row(row.id())).isEmpty();
	}

	@Test
	void rowsOverTheirOwnersBudgetAreNotTakenInAndPassedOnOnce() {
		ConnectionId one = this.bench.join(1);
		ConnectionId two = this.bench.join(2);
		this.bench.out.forget();
		Bytes large = Bytes.copyOf(new byte[16 * 1024]);
		for (int i = 0; i < 20; i++) {
			this.bench.receive(one, rumor(Row.of(new RowId("t", id(1), "k" + i), i + 1, large)));
			this.bench.receive(one, rumor(Row.of(new RowId("t", id(1), "k" + i), i + 1, large)));
		}
		assertThat(this.bench.protocol.snapshot().table("t")).hasSize(15);
		assertThat(this.bench.out.rumorsOn(two)).filteredOn(Rumor.OfRow.class::isInstance).hasSize(20);
	}

	@Test
	void anOwnRowOverTheLimitChangesNothing() {
		Digest before = this.bench.protocol.snapshot().digest();
		assertThatIllegalArgumentException().isThrownBy(
				() -> this.bench.protocol.rows().put(this.bench.now, "t", "k", Bytes.copyOf(new byte[16 * 1024 + 1])));
		assertThat(this.bench.protocol.snapshot().digest()).isEqualTo(before);
	}

	@Test
	void aRowOfAnOwnerNotYetKnownIsListedAsSoonAsTheOwnerIs() {
		ConnectionId peer = this.bench.join(1);
		this.bench.receive(peer, rumor(row(2, "a", 1)));
		assertThat(this.bench.protocol.snapshot().table("services")).isEmpty();
		this.bench.receive(peer, new Rumor.OfMember(member(2)));
		assertThat(this.bench.protocol.snapshot().table("services")).hasSize(1);
	}

	@Test
	void aForgottenOwnRowIsWithdrawnAboveTheVersionShown() {
		ConnectionId peer = this.bench.join(1);
		this.bench.out.forget();
		this.bench.receive(peer, rumor(row(500, "old", 9)));
		Rumor.OfRow answer = (Rumor.OfRow) this.bench.out.rumorsOn(peer).get(0);
		assertThat(answer.row()).isEqualTo(Row.tombstone(row(500, "old", 1).id(), 10));
	}

	@Test
	void whoHearsItselfSuspectedRefutesByRaisingItsVersion() {
		ConnectionId peer = this.bench.join(1);
		this.bench.receive(peer, new Rumor.OfVote(id(500), 1, id(1), Rumor.Evidence.GONE));
		assertThat(this.bench.self().version()).isEqualTo(2);
		assertThat(this.bench.out.rumorsOn(peer)).contains(new Rumor.OfMember(this.bench.self()));
	}

	@Test
	void whatIsSaidAboutAVersionThatNeverWasIsIgnored() {
		ConnectionId peer = this.bench.join(1);
		this.bench.receive(peer, new Rumor.OfVote(id(500), Limits.VERSION, id(1), Rumor.Evidence.GONE));
		this.bench.receive(peer, new Rumor.OfDeath(id(500), Limits.VERSION, id(1)));
		this.bench.receive(peer, new Rumor.OfMember(member(500).withVersion(Limits.VERSION)));
		assertThat(this.bench.self().version()).isEqualTo(1);
	}

	@Test
	void aBrokenLinkIsRedialledAtOnceAndOnlyARefusalAccuses() {
		ConnectionId one = this.bench.join(1);
		ConnectionId two = this.bench.join(2);
		this.bench.out.forget();
		this.bench.protocol.closed(this.bench.now, one, Ending.CLOSED);
		this.bench.settle();
		assertThat(this.bench.out.dialled).containsValue(member(1).endpoint());
		assertThat(this.bench.out.rumorsOn(two)).isEmpty();
		this.bench.protocol.connectFailed(this.bench.now, this.bench.dialTo(1), ConnectFailure.REFUSED);
		this.bench.settle();
		assertThat(this.bench.out.rumorsOn(two))
			.containsExactly(new Rumor.OfVote(id(1), 1, id(500), Rumor.Evidence.GONE));
		assertThat(this.bench.livenessOf(1)).as("one accuser of two observers").isEqualTo(Liveness.ALIVE);
		this.bench.receive(two, new Rumor.OfVote(id(1), 1, id(2), Rumor.Evidence.GONE));
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.DEAD);
	}

	@Test
	void whereConnectionsBreakBeforeTheHelloIsDialledAgainSoonAndAccusedInTheEnd() {
		ConnectionId one = this.bench.join(1);
		ConnectionId two = this.bench.join(2);
		this.bench.pass(Duration.ofSeconds(3), one, two);
		this.bench.out.forget();
		this.bench.protocol.closed(this.bench.now, one, Ending.CLOSED);
		this.bench.settle();
		for (int pause = 5; pause <= 160; pause *= 2) {
			assertThat(this.bench.out.rumorsOn(two)).isEmpty();
			ConnectionId dial = this.bench.dialTo(1);
			this.bench.out.forget();
			this.bench.protocol.connected(this.bench.now, dial);
			this.bench.protocol.closed(this.bench.now, dial, Ending.CLOSED);
			this.bench.pass(Duration.ofMillis(pause), two);
		}
		assertThat(this.bench.out.rumorsOn(two))
			.containsExactly(new Rumor.OfVote(id(1), 1, id(500), Rumor.Evidence.SILENT));
	}

	@Test
	void aGoodbyeIsNoEvidence() {
		ConnectionId one = this.bench.join(1);
		ConnectionId two = this.bench.join(2);
		this.bench.out.forget();
		this.bench.protocol.received(this.bench.now, one, new Goodbye(Goodbye.Reason.UNNEEDED));
		this.bench.settle();
		assertThat(this.bench.out.rumorsOn(two)).isEmpty();
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
	}

	@Test
	void silenceAgreedOnIsSuspectAtOnceAndDeadAfterTheHangTolerance() {
		ConnectionId one = this.bench.join(1);
		ConnectionId two = this.bench.join(2);
		ConnectionId three = this.bench.join(3);
		this.bench.pass(Duration.ofSeconds(3), two, three);
		assertThat(this.bench.livenessOf(1)).as("one accuser").isEqualTo(Liveness.ALIVE);
		this.bench.receive(two, new Rumor.OfVote(id(1), 1, id(2), Rumor.Evidence.SILENT));
		assertThat(this.bench.livenessOf(1)).as("two accusers").isEqualTo(Liveness.SUSPECT);
		this.bench.pass(Duration.ofSeconds(1), two, three);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.SUSPECT);
		this.bench.pass(Duration.ofSeconds(5), two, three);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.DEAD);
		this.bench.out.forget();
		this.bench.protocol.received(this.bench.now, one, new Message.Pong(1, Digest.EMPTY));
		this.bench.settle();
		assertThat(this.bench.out.rumorsOn(one)).contains(new Rumor.OfDeath(id(1), 1, id(500)));
		this.bench.receive(one, new Rumor.OfMember(member(1).withVersion(2)));
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
	}

	@Test
	void whoFindsMostNeighboursSilentDoubtsItselfAndBuriesNobody() {
		this.bench.join(1);
		this.bench.join(2);
		this.bench.pass(Duration.ofSeconds(10));
		assertThat(this.bench.protocol.snapshot().cutOff()).isTrue();
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.SUSPECT);
		assertThat(this.bench.out.notices).anyMatch(Notice.CutOff.class::isInstance);
	}

	@Test
	void anIndexIsAnsweredWithWhatIsNewerOnEitherSide() {
		ConnectionId peer = this.bench.join(1);
		this.bench.protocol.rows().put(this.bench.now, "t", "mine", Bench.STATE);
		this.bench.receive(peer, rumor(row(1, "newer-here", 3)));
		this.bench.out.forget();
		OwnerIndex index = new OwnerIndex(id(1), 4, 0,
				List.of(new OwnerIndex.RowVersion("services", "newer-here", 2, 0),
						new OwnerIndex.RowVersion("services", "newer-there", 1, 0)));
		this.bench.protocol.received(this.bench.now, peer,
				new Message.Index(MemberId.MIN, MemberId.MAX, List.of(index)));
		this.bench.settle();
		assertThat(this.bench.out.sent(Message.Want.class)).containsExactlyInAnyOrder(
				new Message.Want(List.of(id(1)), List.of()),
				new Message.Want(List.of(), List.of(new RowId("services", id(1), "newer-there"))));
		assertThat(this.bench.out.rumorsOn(peer)).contains(rumor(row(1, "newer-here", 3)),
				new Rumor.OfMember(this.bench.self()));
	}

	@Test
	void theDeadAreNotLearnedAgainAtTheSameVersionAndWhoSpeaksOfThemIsTold() {
		ConnectionId peer = this.bench.join(1);
		Member gone = member(2).leaving();
		this.bench.receive(peer, new Rumor.OfMember(gone));
		this.bench.out.forget();
		this.bench.receive(peer, new Rumor.OfMember(member(2).withVersion(gone.version())));
		assertThat(this.bench.livenessOf(2)).isEqualTo(Liveness.LEFT);
		assertThat(this.bench.out.rumorsOn(peer)).containsExactly(new Rumor.OfMember(gone));
	}

	@Test
	void whoLeavesTellsItsLinksAndClosesThem() {
		ConnectionId peer = this.bench.join(1);
		this.bench.out.forget();
		this.bench.protocol.leave(this.bench.now);
		assertThat(this.bench.out.rumorsOn(peer)).containsExactly(new Rumor.OfMember(member(500).leaving()));
		assertThat(this.bench.out.sentOn(peer)).last().isEqualTo(new Goodbye(Goodbye.Reason.LEAVING));
		assertThat(this.bench.out.closed).containsExactly(peer);
	}

}

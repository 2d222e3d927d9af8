package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.protocol.Notice;
import io.starling.simulator.member.Liar;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.network.Happening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.millis;
import static io.starling.simulator.Times.seconds;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stranger that knows the name of the mesh and lies: honest members go on listing
 * honest members and what they wrote, and nothing piles up. What only keys could prevent
 * (votes in the names of observers) does bounded damage.
 */
class LiarTest {

	private static final int MEMBERS = 12;

	private final SplittableRandom random = new SplittableRandom(11);

	private final List<Confirmation> confirmations = new ArrayList<>();

	private int deaths;

	private int suspicions;

	private final Simulation mesh = new Simulation(SimulationSettings.seeded(11), new MemberObserver() {

		@Override
		public void notified(SimulatedMember member, Notice notice) {
			LiarTest.this.deaths += (notice instanceof Notice.Died) ? 1 : 0;
		}

		@Override
		public void published(SimulatedMember member, MeshSnapshot snapshot) {
			LiarTest.this.suspicions += (int) snapshot.count(Liveness.SUSPECT);
		}

		@Override
		public void confirmed(SimulatedMember member, Row row, Confirmation confirmation) {
			LiarTest.this.confirmations.add(confirmation);
		}

	});

	private SimulatedMember victim;

	private Row row;

	private Liar liar;

	private Lies lies;

	@BeforeEach
	void startTwelveAndALiar() {
		this.mesh.startMany(MEMBERS);
		this.mesh.put("b", "services", "", "b");
		// In its first minute a member takes in whoever is said to be there.
		this.mesh.runFor(seconds(70));
		assertThat(this.mesh).converged();
		this.victim = this.mesh.member("b");
		this.row = this.victim.snapshot().row(new RowId("services", this.victim.id(), "")).orElseThrow();
		this.liar = Liars.enter(this.mesh, "liar", 1);
		this.lies = new Lies(this.mesh, this.liar, "b", this.random);
		this.mesh.runFor(seconds(2));
		assertThat(this.liar.connections()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1000, (1L << 41), (1L << 48) - 1 })
	void aForgedRowDoesNotSilenceItsOwner(long version) {
		tell(() -> this.lies.row(version));
		this.mesh.runFor(seconds(10));
		assertThat(this.mesh.member("c").snapshot().row(this.row.id()))
			.hasValueSatisfying((shown) -> assertThat(shown.state()).isEqualTo(this.row.state()));
		this.mesh.put("b", "services", "", "again");
		this.mesh.runFor(seconds(1));
		endsWell(seconds(30));
	}

	@Test
	void aForgedTombstoneDoesNotWithdrawARow() {
		tell(() -> this.lies.tombstone(1));
		this.mesh.runFor(seconds(10));
		endsWell(seconds(30));
	}

	@Test
	void aForgedGoodbyeIsTakenBackByWhoeverDidNotSayIt() {
		tell(() -> this.lies.goodbye(1));
		assertThat(this.mesh).within(seconds(10)).everybodySees("b", Liveness.ALIVE);
		this.mesh.runFor(seconds(5));
		endsWell(seconds(30));
	}

	@Test
	void aForgedRecordIsTakenBackByWhoeverDidNotWriteIt() {
		Member record = this.lies.record();
		tell(() -> this.lies.record(new Endpoint("nowhere", 1), 5));
		this.mesh.runFor(seconds(10));
		assertThat(this.mesh.member("c").snapshot().member(record.id()))
			.hasValueSatisfying((shown) -> assertThat(shown.member().endpoint()).isEqualTo(record.endpoint()));
		endsWell(seconds(30));
	}

	@Test
	void aForgedGoodbyeCostsNobodyItsRows() {
		for (int i = 1; i <= 5; i++) {
			tell(() -> this.lies.goodbye(2));
			this.mesh.runFor(millis(300));
			assertThat(this.mesh).everybodyHolds("b", "services", "");
			this.mesh.runFor(seconds(2));
		}
		endsWell(seconds(30));
	}

	@Test
	void aDeathReportedFarAboveTheOwnVersionIsAnsweredOnce() {
		tell(() -> this.lies.goodbye(1));
		this.lies.departure(1L << 39);
		tell(() -> this.lies.death(1L << 38));
		tell(() -> this.lies.death(1L << 41));
		assertThat(this.mesh).within(seconds(5)).everybodySees("b", Liveness.ALIVE);
		this.mesh.runFor(seconds(5));
		long before = this.lies.record().version();
		this.mesh.runFor(seconds(10));
		assertThat(this.lies.record().version()).isEqualTo(before);
		endsWell(seconds(30));
	}

	@Test
	void votesInTheNamesOfObserversDoBoundedDamage() {
		int members = this.mesh.running().size();
		this.mesh.invariants().lies().votesAreForged();
		this.liar.repeat(500, millis(10), () -> this.lies.votes(this.lies.observers()));
		this.mesh.runFor(seconds(6));
		// Who could be told apart from its observers only by keys is taken for dead at
		// most once a second by each other member.
		assertThat(this.deaths).isLessThan(6 * members);
		endsWell(seconds(30));
	}

	@Test
	void votesByNobodyDoNotKeepTheDeadListed() {
		this.lies.votesOfNobody(64);
		this.mesh.crash("b");
		assertThat(this.mesh).within(seconds(1)).nobodyLists("b");
	}

	@Test
	void votesByMembersThatDoNotObserveCountForNothing() {
		assertThat(this.lies.bystanders()).hasSizeGreaterThan(1);
		this.liar.repeat(20, millis(500), () -> this.lies.votes(this.lies.bystanders()));
		this.mesh.runFor(seconds(11));
		assertThat(this.suspicions).isZero();
		endsWell(seconds(30));
	}

	@Test
	void hearsayOfOneAloneDoesNotBury() {
		this.liar.repeat(60, millis(500), () -> this.lies.tell(Lie.HEARSAY));
		this.mesh.runFor(seconds(31));
		assertThat(this.deaths).isZero();
		endsWell(seconds(30));
	}

	@Test
	void echoesThatCountTooManyDoNotCompleteAConfirmation() {
		this.lies.tell(Lie.ECHOES);
		this.mesh.freeze("c");
		this.mesh.put("b", "services", "", "draining");
		this.victim.confirm("services", "", seconds(3));
		this.mesh.runFor(seconds(4));
		assertThat(this.confirmations).isNotEmpty().noneMatch(Confirmation::isComplete);
	}

	@Test
	void forgedWavesDoNotKeepAMemberFromBeingConfirmed() {
		this.mesh.put("b", "services", "", "draining");
		this.lies.waves(40);
		this.mesh.runFor(millis(100));
		this.victim.confirm("services", "", seconds(10));
		this.mesh.runFor(seconds(11));
		// All but the liar, which holds nothing.
		assertThat(this.confirmations).singleElement()
			.satisfies((it) -> assertThat(it.holders()).isEqualTo(MEMBERS - 1));
	}

	@Test
	void digestsThatAlwaysDifferCostLittle() {
		this.liar.repeat(80, millis(750), () -> this.lies.tell(Lie.DIGESTS));
		long before = this.mesh.network().traffic().count(Happening.DELIVERED);
		this.mesh.runFor(seconds(60));
		long messages = this.mesh.network().traffic().count(Happening.DELIVERED) - before;
		assertThat(messages).isLessThan(MEMBERS * 60 * 20L);
		endsWell(seconds(30));
	}

	@Test
	void theVictimsAnswerIsTakenInHoweverMuchOfAllStepsIsUsedUp() {
		List<Rumor> rows = new ArrayList<>();
		for (int i = 0; i < 2048; i++) {
			RowId id = new RowId("services", MemberId.random(this.random), "");
			rows.add(new Rumor.OfRow(Row.of(id, (i % 2 == 0) ? (1L << 40) + 1 : 1L << 41, Bytes.EMPTY), Duration.ZERO));
		}
		this.liar.spread(rows);
		this.mesh.runFor(millis(500));
		goodbye(1L << 40);
		this.mesh.runFor(millis(400));
		assertThat(this.mesh).everybodySees("b", Liveness.ALIVE);
		endsWell(seconds(30));
	}

	@Test
	void theVictimsAnswerIsTakenInAfterAStepAsHighAsMayBe() {
		goodbye((1L << 40) + (1L << 20));
		this.mesh.runFor(millis(400));
		assertThat(this.mesh).everybodySees("b", Liveness.ALIVE);
		endsWell(seconds(30));
	}

	@Test
	void rowsThatTheirOwnerDidNotWriteAreGoneWithinSeconds() {
		this.lies.rows(1000);
		this.mesh.runFor(seconds(15));
		this.liar.end();
		for (SimulatedMember member : this.mesh.running()) {
			assertThat(member.snapshot().table("services").keySet()).as("rows at %s", member.host())
				.filteredOn((id) -> id.owner().equals(this.victim.id()))
				.containsExactly(this.row.id());
		}
	}

	private void goodbye(long version) {
		this.liar.spread(List.of(new Rumor.OfMember(left(version))));
	}

	private Member left(long version) {
		Member it = this.lies.record();
		return new Member(it.id(), version, it.endpoint(), it.zone(), true);
	}

	/** Says something five times in two seconds, so that it comes late, too. */
	private void tell(Runnable lie) {
		this.liar.repeat(5, millis(400), lie);
	}

	private void endsWell(Duration limit) {
		this.liar.end();
		assertThat(this.mesh).within(limit).converged();
		this.mesh.put("b", "prices", "tea", "4");
		this.mesh.runFor(millis(100));
		assertThat(this.mesh).within(seconds(5)).everybodyHolds("b", "prices", "tea");
	}

}

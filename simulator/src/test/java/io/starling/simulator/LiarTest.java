package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Holders;
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
		this.mesh.runFor(seconds(2));
		assertThat(this.liar.connections()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1000, (1L << 41), (1L << 48) - 1 })
	void aForgedRowDoesNotSilenceItsOwner(long version) {
		tell(() -> new Rumor.OfRow(Row.of(this.row.id(), version, Bytes.EMPTY), Duration.ZERO));
		this.mesh.runFor(seconds(10));
		assertThat(this.mesh.member("c").snapshot().row(this.row.id()))
			.hasValueSatisfying((shown) -> assertThat(shown.state()).isEqualTo(this.row.state()));
		this.mesh.put("b", "services", "", "again");
		this.mesh.runFor(seconds(1));
		endsWell(seconds(30));
	}

	@Test
	void aForgedTombstoneDoesNotWithdrawARow() {
		tell(() -> new Rumor.OfRow(Row.tombstone(this.row.id(), this.row.version() + 1), Duration.ZERO));
		this.mesh.runFor(seconds(10));
		endsWell(seconds(30));
	}

	@Test
	void aForgedGoodbyeIsTakenBackByWhoeverDidNotSayIt() {
		Member record = record("b");
		tell(() -> new Rumor.OfMember(
				new Member(record.id(), record.version() + 1, record.endpoint(), record.zone(), true)));
		assertThat(this.mesh).within(seconds(10)).everybodySees("b", Liveness.ALIVE);
		this.mesh.runFor(seconds(5));
		endsWell(seconds(30));
	}

	@Test
	void aForgedRecordIsTakenBackByWhoeverDidNotWriteIt() {
		Member record = record("b");
		tell(() -> new Rumor.OfMember(
				new Member(record.id(), record.version() + 5, new Endpoint("nowhere", 1), "", false)));
		this.mesh.runFor(seconds(10));
		assertThat(this.mesh.member("c").snapshot().member(record.id()))
			.hasValueSatisfying((shown) -> assertThat(shown.member().endpoint()).isEqualTo(record.endpoint()));
		endsWell(seconds(30));
	}

	@Test
	void aForgedGoodbyeCostsNobodyItsRows() {
		Member record = record("b");
		for (int i = 1; i <= 5; i++) {
			long version = record.version() + 2L * i;
			tell(() -> new Rumor.OfMember(new Member(record.id(), version, record.endpoint(), record.zone(), true)));
			this.mesh.runFor(millis(300));
			assertThat(this.mesh).everybodyHolds("b", "services", "");
			this.mesh.runFor(seconds(2));
		}
		endsWell(seconds(30));
	}

	@Test
	void aDeathReportedFarAboveTheOwnVersionIsAnsweredOnce() {
		Member record = record("b");
		tell(() -> new Rumor.OfMember(
				new Member(record.id(), record.version() + 1, record.endpoint(), record.zone(), true)));
		this.liar.say(new Message.Departed(List.of(new Departure(record.id(), 1L << 39, Duration.ofHours(1)))));
		tell(() -> death(record.id(), 1L << 38, this.liar.id()));
		tell(() -> death(record.id(), 1L << 41, this.liar.id()));
		assertThat(this.mesh).within(seconds(5)).everybodySees("b", Liveness.ALIVE);
		this.mesh.runFor(seconds(5));
		long before = record("b").version();
		this.mesh.runFor(seconds(10));
		assertThat(record("b").version()).isEqualTo(before);
		endsWell(seconds(30));
	}

	@Test
	void newcomersAtOneAddressAreNotDialledAllAtOnce() {
		long before = this.mesh.network().traffic().count(Happening.DIALLED);
		this.liar.spread(madeUp(2000, () -> new Endpoint("b", Simulation.PORT)));
		this.mesh.runFor(seconds(10));
		assertThat(this.mesh.network().traffic().count(Happening.DIALLED) - before).isLessThan(MEMBERS * 100L);
		endsWell(seconds(180));
	}

	@Test
	void madeUpMembersDoNotDissolveTheMesh() {
		this.liar.spread(madeUp(4000, () -> new Endpoint("x" + this.random.nextInt(4000), Simulation.PORT)));
		this.mesh.runFor(seconds(10));
		this.mesh.put("b", "services", "", "b meanwhile");
		assertThat(this.mesh).within(seconds(5)).everybodyHolds("b", "services", "");
		for (SimulatedMember member : this.mesh.running()) {
			assertThat(member.snapshot().present().size()).isLessThan(500);
		}
		endsWell(seconds(180));
	}

	@Test
	void votesInTheNamesOfObserversDoBoundedDamage() {
		int members = this.mesh.running().size();
		this.liar.repeat(500, millis(10), () -> {
			List<Rumor> votes = new ArrayList<>();
			this.victim.snapshot()
				.neighbours()
				.forEach((observer) -> votes
					.add(new Rumor.OfVote(this.victim.id(), record("b").version(), observer, Evidence.GONE)));
			this.liar.spread(votes);
		});
		this.mesh.runFor(seconds(6));
		// Who could be told apart from its observers only by keys is taken for dead at
		// most once a second by each other member.
		assertThat(this.deaths).isLessThan(6 * members);
		endsWell(seconds(30));
	}

	@Test
	void votesByNobodyDoNotKeepTheDeadListed() {
		long version = record("b").version();
		List<Rumor> votes = new ArrayList<>();
		for (int i = 0; i < 64; i++) {
			votes.add(new Rumor.OfVote(this.victim.id(), version, MemberId.random(this.random), Evidence.SILENT));
		}
		this.liar.spread(votes);
		this.mesh.crash("b");
		assertThat(this.mesh).within(seconds(1)).nobodyLists("b");
	}

	@Test
	void votesByMembersThatDoNotObserveCountForNothing() {
		List<MemberId> bystanders = this.mesh.running()
			.stream()
			.map(SimulatedMember::id)
			.filter((id) -> !id.equals(this.victim.id()) && !this.victim.snapshot().neighbours().contains(id))
			.toList();
		assertThat(bystanders).hasSizeGreaterThan(1);
		this.liar.repeat(20, millis(500),
				() -> this.liar.spread(bystanders.stream()
					.<Rumor>map((id) -> new Rumor.OfVote(this.victim.id(), record("b").version(), id, Evidence.GONE))
					.toList()));
		this.mesh.runFor(seconds(11));
		assertThat(this.suspicions).isZero();
		endsWell(seconds(30));
	}

	@Test
	void hearsayOfOneAloneDoesNotBury() {
		this.liar.repeat(60, millis(500),
				() -> this.liar.spread(List.of(death(this.victim.id(), record("b").version(), this.liar.id()))));
		this.mesh.runFor(seconds(31));
		assertThat(this.deaths).isZero();
		endsWell(seconds(30));
	}

	@Test
	void echoesThatCountTooManyDoNotCompleteAConfirmation() {
		this.liar.answer((message) -> (message instanceof Message.Wave wave)
				? echo(wave.row().owner(), wave.number(), 1000) : null);
		this.mesh.freeze("c");
		this.mesh.put("b", "services", "", "draining");
		this.victim.confirm("services", "", seconds(3));
		this.mesh.runFor(seconds(4));
		assertThat(this.confirmations).isNotEmpty().noneMatch(Confirmation::isComplete);
	}

	@Test
	void forgedWavesDoNotKeepAMemberFromBeingConfirmed() {
		this.mesh.put("b", "services", "", "draining");
		for (int i = 0; i < 40; i++) {
			this.liar
				.say(new Message.Wave(1 + i, new RowId("services", this.victim.id(), "made up " + i), 1, seconds(60)));
		}
		this.mesh.runFor(millis(100));
		this.victim.confirm("services", "", seconds(10));
		this.mesh.runFor(seconds(11));
		// All but the liar, which holds nothing.
		assertThat(this.confirmations).singleElement()
			.satisfies((it) -> assertThat(it.holders()).isEqualTo(MEMBERS - 1));
	}

	@Test
	void digestsThatAlwaysDifferCostLittle() {
		this.liar.repeat(80, millis(750), () -> this.liar
			.say(new Message.Beat(new Digest(this.random.nextLong(), this.random.nextLong()), seconds(1))));
		long before = this.mesh.network().traffic().count(Happening.DELIVERED);
		this.mesh.runFor(seconds(60));
		long messages = this.mesh.network().traffic().count(Happening.DELIVERED) - before;
		assertThat(messages).isLessThan(MEMBERS * 60 * 20L);
		endsWell(seconds(30));
	}

	/** Says something five times in two seconds, so that it comes late, too. */
	private void tell(Supplier<Rumor> lie) {
		this.liar.repeat(5, millis(400), () -> this.liar.spread(List.of(lie.get())));
	}

	private void endsWell(Duration limit) {
		this.liar.end();
		assertThat(this.mesh).within(limit).converged();
		this.mesh.put("b", "prices", "tea", "4");
		this.mesh.runFor(millis(100));
		assertThat(this.mesh).within(seconds(5)).everybodyHolds("b", "prices", "tea");
	}

	private Member record(String host) {
		SimulatedMember member = this.mesh.member(host);
		return member.snapshot().member(member.id()).orElseThrow().member();
	}

	private List<Rumor> madeUp(int count, Supplier<Endpoint> endpoints) {
		List<Rumor> rumors = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			rumors.add(new Rumor.OfMember(new Member(MemberId.random(this.random), 1, endpoints.get(), "", false)));
		}
		return rumors;
	}

	private static Rumor death(MemberId subject, long version, MemberId teller) {
		return new Rumor.OfDeath(subject, version, teller);
	}

	private static Message echo(MemberId origin, long number, int holders) {
		return new Message.Echo(origin, number, new Holders(holders, Digest.EMPTY));
	}

}

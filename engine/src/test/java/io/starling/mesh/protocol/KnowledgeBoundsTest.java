package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What others tell takes a bounded place, whatever they tell. */
class KnowledgeBoundsTest {

	private final Bench bench = new Bench();

	private ConnectionId stranger;

	private ConnectionId neighbour;

	@BeforeEach
	void meet() {
		this.stranger = this.bench.join(100);
		this.neighbour = this.bench.meet(700);
		this.bench.pass(Duration.ofSeconds(70), this.stranger, this.neighbour);
		this.bench.out.forget();
	}

	@Test
	void theTombstonesOfAnOwnerThatWritesAndWithdrawsNewKeysAllTheTimeAreBounded() {
		int keys = 3 * RowsOfOwner.MOST_TOMBSTONES;
		for (int i = 0; i < keys; i++) {
			this.bench.receive(this.neighbour, Bench.rumor(Bench.row(700, "key" + i, 2L * i + 1)), tombstone(i));
		}
		List<Explanation.Withdrawal> kept = withdrawals();
		assertThat(kept).hasSizeBetween(RowsOfOwner.MOST_TOMBSTONES / 2, RowsOfOwner.MOST_TOMBSTONES);
		assertThat(kept).extracting((it) -> it.id().key()).contains("key" + (keys - 1)).doesNotContain("key0");
	}

	@Test
	void theTombstonesOfAnOwnerAreBoundedInWeightToo() {
		String tail = "x".repeat(240);
		for (int i = 0; i < RowsOfOwner.MOST_TOMBSTONES; i++) {
			this.bench.receive(this.neighbour, new Rumor.OfRow(
					Row.tombstone(new RowId("services", Bench.id(700), i + tail), i + 1), Duration.ZERO));
		}
		int weight = withdrawals().stream().mapToInt((it) -> 64 + 8 + it.id().key().length()).sum();
		assertThat(weight).isBetween(Settings.defaults().maxOwnerWeight(), 2 * Settings.defaults().maxOwnerWeight());
	}

	@Test
	void anOwnerThatWritesFasterThanOthersTakeInIsToldToWriteLater() {
		int most = Allowance.BURST / 2 + Allowance.MOST_WAITING;
		for (int i = 0; i < most; i++) {
			put("key" + i);
			this.bench.protocol.rows().withdraw(this.bench.now, "services", "key" + i);
		}
		assertThatIllegalStateException().isThrownBy(() -> put("one more")).withMessageContaining("write again later");
		this.bench.pass(Duration.ofSeconds(1), this.stranger, this.neighbour);
		put("one more");
	}

	private void put(String key) {
		this.bench.protocol.rows().put(this.bench.now, "services", key, Bench.STATE);
	}

	@Test
	void anOwnersRowsWaitUntilItIsKnownAndArePassedOnWithIt() {
		Row row = Bench.row(300, "", 5);
		this.bench.receive(this.stranger, Bench.rumor(row));
		this.bench.settle();
		assertThat(this.bench.protocol.snapshot().row(row.id())).isEmpty();
		assertThat(this.bench.out.rumorsOn(this.neighbour)).isEmpty();
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(300)));
		this.bench.settle();
		assertThat(this.bench.protocol.snapshot().row(row.id())).contains(row);
		assertThat(this.bench.out.rumorsOn(this.neighbour)).containsExactly(new Rumor.OfMember(Bench.member(300)),
				Bench.rumor(row));
	}

	@Test
	void theGoneTakeNoPlacesOfUnknownOwners() {
		for (int i = 0; i < 60; i++) {
			this.bench.receive(this.neighbour, new Rumor.OfMember(Bench.member(1000 + i)),
					Bench.rumor(Bench.row(1000 + i, "", 1)));
		}
		assertThat(this.bench.protocol.snapshot().table("services")).hasSize(60);
		for (int i = 0; i < 60; i++) {
			this.bench.receive(this.neighbour, record(1000 + i, 2, true));
		}
		assertThat(this.bench.protocol.snapshot().table("services")).isEmpty();
		for (int i = 0; i < Rows.MOST_UNKNOWN_OWNERS + 10; i++) {
			this.bench.receive(this.stranger, Bench.rumor(Bench.row(3000 + i, "", 1)));
		}
		int last = 3000 + Rows.MOST_UNKNOWN_OWNERS - 1;
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(last)),
				new Rumor.OfMember(Bench.member(last + 1)));
		assertThat(this.bench.protocol.snapshot().table("services").keySet()).extracting(RowId::owner)
			.contains(Bench.id(last))
			.doesNotContain(Bench.id(last + 1));
	}

	@ParameterizedTest
	@CsvSource({ "4, true", "7, false" })
	void theRowsOfTheDeadAreForgottenLongBeforeWhatTheyWithdrew(int minutes, boolean kept) {
		Row row = Bench.row(1000, "", 1);
		this.bench.receive(this.neighbour, record(1000, 1, false), Bench.rumor(row));
		this.bench.pass(Duration.ofMinutes(minutes), this.stranger, this.neighbour);
		assertThat(this.bench.livenessOf(1000)).isEqualTo(Liveness.DEAD);
		this.bench.receive(this.bench.meet(1000), record(1000, 3, false));
		assertThat(this.bench.protocol.snapshot().row(row.id()).isPresent()).isEqualTo(kept);
	}

	@Test
	void whatWasRefusedOfTheDeadIsForgottenWithTheRestOfIt() {
		Row row = Bench.row(1000, "", 1);
		Row large = Row.of(row.id(), 2, Bytes.copyOf(new byte[Settings.defaults().maxState() + 1]));
		this.bench.receive(this.neighbour, record(1000, 1, false), Bench.rumor(row), Bench.rumor(large));
		assertThat(this.bench.protocol.snapshot().row(row.id())).contains(row);
		this.bench.pass(Duration.ofMinutes(7), this.stranger, this.neighbour);
		this.bench.receive(this.bench.meet(1000), record(1000, 3, false), Bench.rumor(row));
		assertThat(this.bench.protocol.snapshot().row(row.id())).contains(row);
	}

	private static Rumor record(int number, long version, boolean left) {
		Member member = Bench.member(number);
		return new Rumor.OfMember(new Member(member.id(), version, member.endpoint(), "", left));
	}

	@Test
	void oneConnectionMakesSoManyMembersKnownInAMinute() {
		int most = Admission.LEAST + Admission.PER_PRESENT * 3;
		introduce(1000, most + 50);
		assertThat(this.bench.protocol.snapshot().present()).hasSize(3 + most);
		assertThat(this.bench.out.counted(Activity.REFUSED)).isEqualTo(50);
		// Nobody has a link with them, so they are dead soon, and give no room to others.
		this.bench.pass(Duration.ofMinutes(5), this.stranger, this.neighbour);
		this.stranger = this.bench.meet(100);
		assertThat(this.bench.protocol.snapshot().present()).hasSize(3);
		introduce(2000, most + 50);
		assertThat(this.bench.protocol.snapshot().present()).extracting((state) -> state.member().id())
			.filteredOn((id) -> id.compareTo(Bench.id(2000)) >= 0)
			.hasSize(most);
	}

	private void introduce(int first, int count) {
		IntStream.range(first, first + count)
			.forEach((number) -> this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(number))));
	}

	@Test
	void whatIsNotAdmittedTakesNobodysPlace() {
		int most = Admission.LEAST + Admission.PER_PRESENT * 3;
		introduce(1000, (Admission.TOGETHER + 1) * most);
		this.bench.receive(this.neighbour, new Rumor.OfMember(Bench.member(5000)));
		assertThat(this.bench.protocol.snapshot().member(Bench.id(5000))).isPresent();
	}

	@Test
	void aDifferenceThatLastsCostsFewLooks() {
		Digest other = new Digest(1, 2);
		long looks = 0;
		for (int second = 0; second < 600; second++) {
			this.bench.out.forget();
			for (int i = 0; i < 10; i++) {
				this.bench.pass(Duration.ofMillis(100), this.stranger);
				for (Message message : this.bench.out.sentOn(this.neighbour)) {
					if (message instanceof Message.Ping ping) {
						looks += (second >= 540) ? 1 : 0;
						this.bench.take(this.neighbour, new Message.Pong(ping.sequence(), other));
					}
				}
				this.bench.out.forget();
			}
			if (second % 3 == 0) {
				this.bench.take(this.neighbour, new Message.Beat(other, Duration.ofSeconds(4)));
			}
		}
		assertThat(looks).isLessThan(20);
	}

	@Test
	void aNewcomerSpeaksForItselfHoweverManyCame() {
		introduce(1000, 300);
		this.bench.join(400);
		assertThat(this.bench.protocol.snapshot().member(Bench.id(400))).isPresent();
	}

	@Test
	void anAnswerAboutMembersIsAPageAtMost() {
		int members = 6000;
		Bench young = new Bench();
		ConnectionId asking = young.join(100);
		List<MemberId> wanted = new ArrayList<>();
		for (int i = 1000; i < 1000 + members; i++) {
			young.receive(asking, new Rumor.OfMember(Bench.member(i)));
			wanted.add(Bench.id(i));
		}
		young.out.forget();
		young.take(asking, new Message.Want(wanted, List.of()));
		young.settle();
		int told = young.out.rumorsOn(asking).size();
		assertThat(told).isBetween(members / 3, members - 1);
	}

	@Test
	void refusalsArePassedOnOnceHoweverManyThereAre() {
		int rows = 2 * Refusals.MOST;
		for (int i = 0; i < rows; i++) {
			this.bench.receive(this.neighbour, Bench.rumor(Bench.row((i % 2 == 0) ? 700 : 100, "key" + i, 1)));
			this.bench.answerPings(this.stranger, this.neighbour);
		}
		this.bench.out.forget();
		refuse(this.neighbour, rows, 0);
		assertThat(refusalsOn(this.stranger)).isZero();
		refuse(this.neighbour, rows, 1);
		assertThat(refusalsOn(this.stranger)).isEqualTo(Refusals.MOST);
		refuse(this.stranger, rows, 1);
		assertThat(refusalsOn(this.neighbour)).isZero();
	}

	private long refusalsOn(ConnectionId connection) {
		return this.bench.out.rumorsOn(connection).stream().filter(Rumor.OfRefusal.class::isInstance).count();
	}

	private void refuse(ConnectionId from, int rows, long version) {
		for (int i = 0; i < rows; i++) {
			this.bench.receive(from, new Rumor.OfRefusal(Bench.row((i % 2 == 0) ? 700 : 100, "key" + i, 1).id(),
					version, Bench.id((i % 2 == 0) ? 100 : 700), Rumor.Limit.ROW_SIZE, 512));
			this.bench.answerPings(this.stranger, this.neighbour);
		}
		this.bench.settle();
	}

	@Test
	void oneThatAlwaysDiffersTakesTurnsWithOthers() {
		Digest other = new Digest(1, 2);
		this.bench.pass(Duration.ofSeconds(5), this.stranger, this.neighbour);
		this.bench.out.forget();
		for (int i = 0; i < 100; i++) {
			this.bench.take(this.stranger, new Message.Beat(other, Duration.ofSeconds(1)));
			this.bench.take(this.neighbour, new Message.Beat(other, Duration.ofSeconds(1)));
			this.bench.pass(Duration.ofMillis(100));
		}
		long liars = this.bench.out.sentOn(this.stranger).stream().filter(Message.Index.class::isInstance).count();
		long others = this.bench.out.sentOn(this.neighbour).stream().filter(Message.Index.class::isInstance).count();
		assertThat(liars + others).isBetween(8L, 12L);
		assertThat(others).isBetween(liars - 1, liars + 1);
	}

	private Rumor tombstone(int i) {
		return new Rumor.OfRow(Row.tombstone(new RowId("services", Bench.id(700), "key" + i), 2L * i + 2),
				Duration.ZERO);
	}

	private List<Explanation.Withdrawal> withdrawals() {
		return this.bench.protocol.explanations().of(Bench.id(700).toString()).get(0).withdrawals();
	}

}

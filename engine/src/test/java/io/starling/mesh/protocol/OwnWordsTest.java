package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.List;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a member says of itself and in its rows stands above whatever others show: rules
 * K2 and K6.
 */
class OwnWordsTest {

	private static final RowId OWN = new RowId("services", Bench.id(500), "a");

	private final Bench bench = new Bench();

	private ConnectionId stranger;

	private ConnectionId neighbour;

	@BeforeEach
	void writeOne() {
		this.bench.protocol.rows().put(this.bench.now, "services", "a", Bench.STATE);
		this.stranger = this.bench.join(100);
		this.neighbour = this.bench.meet(700);
		this.bench.pass(Duration.ofSeconds(2), this.stranger, this.neighbour);
		this.bench.out.forget();
	}

	@ParameterizedTest
	@ValueSource(longs = { 2, 1000, Jumps.FREE })
	void aRowThatStandsIsWrittenAgainAboveAForgedOne(long version) {
		this.bench.receive(this.stranger, Bench.rumor(Row.of(OWN, version, Bytes.EMPTY)));
		this.bench.settle();
		assertThat(own()).isEqualTo(Row.of(OWN, version + 1, Bench.STATE));
		assertThat(this.bench.out.rumorsOn(this.neighbour)).containsExactly(Bench.rumor(own()));
		assertThat(this.bench.out.rumorsOn(this.stranger)).containsExactly(Bench.rumor(own()));
		assertThat(this.bench.out.closed).isEmpty();
	}

	@Test
	void aRowThatStandsIsWrittenAgainAboveAnotherOneOfTheSameVersion() {
		this.bench.receive(this.stranger, Bench.rumor(Row.of(OWN, 1, Bytes.copyOf(new byte[] { 9 }))));
		assertThat(own()).isEqualTo(Row.of(OWN, 2, Bench.STATE));
	}

	@Test
	void aRowThatStandsIsWrittenAgainAboveAForgedTombstone() {
		this.bench.receive(this.stranger, Bench.rumor(Row.tombstone(OWN, 30)));
		this.bench.settle();
		assertThat(own()).isEqualTo(Row.of(OWN, 31, Bench.STATE));
		assertThat(this.bench.out.rumorsOn(this.neighbour)).containsExactly(Bench.rumor(own()));
	}

	@Test
	void aForgedTombstoneOfARowThatWasNeverWrittenLeavesRoomToWriteIt() {
		this.bench.receive(this.stranger, Bench.rumor(Row.tombstone(new RowId("services", Bench.id(500), "b"), 30)));
		Row row = this.bench.protocol.rows().put(this.bench.now, "services", "b", Bench.STATE);
		assertThat(row.version()).isEqualTo(31);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1L << 47, (1L << 48) - 2, (1L << 48) - 1 })
	void theVictimOfAVersionNearTheLastOneCanStillWriteAndKeepsItsLinks(long version) {
		this.bench.receive(this.stranger, Bench.rumor(Row.of(OWN, version, Bytes.EMPTY)));
		this.bench.receive(this.stranger,
				Bench.rumor(Row.of(new RowId("services", Bench.id(500), "b"), version, Bytes.EMPTY)));
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(500).withVersion(version)));
		Row row = this.bench.protocol.rows().put(this.bench.now, "services", "a", Bench.STATE);
		this.bench.settle();
		assertThat(row.version()).isEqualTo(2);
		assertThat(own()).isEqualTo(row);
		assertThat(this.bench.self().version()).isEqualTo(1);
		assertThat(this.bench.out.closed).isEmpty();
	}

	@Test
	void aRecordOfItselfAboveItsVersionIsAnsweredByAHigherOne() {
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(500).withVersion(7)));
		this.bench.settle();
		assertThat(this.bench.self()).isEqualTo(Bench.member(500).withVersion(8));
		assertThat(this.bench.out.rumorsOn(this.neighbour))
			.containsExactly(new Rumor.OfMember(Bench.member(500).withVersion(8)));
	}

	@Test
	void whoIsSaidToHaveLeftSaysThatItIsThere() {
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(500).withVersion(7).leaving()));
		this.bench.settle();
		assertThat(this.bench.self()).isEqualTo(Bench.member(500).withVersion(9));
		assertThat(this.bench.livenessOf(500)).isEqualTo(Liveness.ALIVE);
	}

	@Test
	void whoIsSaidToHaveDepartedSaysThatItIsThere() {
		this.bench.take(this.stranger,
				new Message.Departed(List.of(new Departure(Bench.id(500), 4, Duration.ofMinutes(1)))));
		assertThat(this.bench.self()).isEqualTo(Bench.member(500).withVersion(5));
	}

	@Test
	void leftIsAboutAVersion() {
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(700).leaving()));
		assertThat(this.bench.livenessOf(700)).isEqualTo(Liveness.LEFT);
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(700).withVersion(2)));
		assertThat(this.bench.livenessOf(700)).isEqualTo(Liveness.LEFT);
		this.bench.receive(this.neighbour, new Rumor.OfMember(Bench.member(700).withVersion(3)));
		assertThat(this.bench.livenessOf(700)).isEqualTo(Liveness.ALIVE);
	}

	@Test
	void aVersionFarAboveAllThatIsKnownIsNotTakenIn() {
		this.bench.pass(Duration.ofMinutes(1), this.stranger, this.neighbour);
		Member victim = Bench.member(700);
		this.bench.out.forget();
		this.bench.receive(this.stranger, new Rumor.OfMember(victim.withVersion(Jumps.FREE + Jumps.STEP + 1)));
		assertThat(version(700)).isEqualTo(1);
		this.bench.receive(this.stranger, new Rumor.OfMember(victim.withVersion(Jumps.FREE)));
		this.bench.receive(this.stranger, new Rumor.OfMember(victim.withVersion(Jumps.FREE + Jumps.STEP + 1)));
		assertThat(version(700)).isEqualTo(Jumps.FREE);
		this.bench.receive(this.stranger, new Rumor.OfMember(victim.withVersion(Jumps.FREE + Jumps.STEP)));
		assertThat(version(700)).isEqualTo(Jumps.FREE + Jumps.STEP);
		assertThat(this.bench.out.counted(Activity.REFUSED)).isEqualTo(2);
	}

	@Test
	void rowsOfNamesThatTheOwnerDoesNotKnowKeepItFromNothing() {
		for (int i = 0; i < 6000; i++) {
			this.bench.receive(this.stranger, Bench.rumor(Bench.row(500, "made up " + i, 7)));
			this.bench.answerPings(this.stranger, this.neighbour);
		}
		this.bench.protocol.rows().put(this.bench.now, "services", "mine", Bench.STATE);
		this.bench.settle();
		assertThat(this.bench.out.rumorsOn(this.neighbour)).filteredOn(Rumor.OfRow.class::isInstance)
			.hasSizeBetween(Refutations.WITHDRAWALS, 2 * Refutations.WITHDRAWALS)
			.anyMatch((it) -> ((Rumor.OfRow) it).row().id().key().equals("mine"));
	}

	@Test
	void allStepsOfASecondAreOne() {
		Member victim = Bench.member(700);
		for (int i = 0; i <= 10; i++) {
			this.bench.receive(this.stranger,
					new Rumor.OfMember(victim.withVersion(Jumps.FREE + i * (Jumps.STEP / 4))));
		}
		assertThat(version(700)).isEqualTo(Jumps.FREE + Jumps.STEP);
		// What it takes to object to that.
		this.bench.receive(this.stranger,
				new Rumor.OfMember(victim.withVersion(Jumps.FREE + Jumps.STEP + Jumps.OBJECTION)));
		assertThat(version(700)).isEqualTo(Jumps.FREE + Jumps.STEP + Jumps.OBJECTION);
	}

	@Test
	void nothingIsTakenInThatLeavesItsOwnerNoRoom() {
		this.bench.receive(this.neighbour, new Rumor.OfMember(Bench.member(700).withVersion(Jumps.LAST + 1)));
		this.bench.pass(Duration.ofHours(1), this.stranger, this.neighbour);
		this.bench.receive(this.neighbour, new Rumor.OfMember(Bench.member(700).withVersion(Jumps.LAST + 1)));
		assertThat(version(700)).isEqualTo(1);
	}

	@Test
	void whoMissedTheStepsBetweenIsNotLeftBehindForEver() {
		this.bench.pass(Duration.ofMinutes(1), this.stranger, this.neighbour);
		Rumor record = new Rumor.OfMember(Bench.member(700).withVersion(Jumps.FREE + Jumps.STEP + 1));
		this.bench.receive(this.neighbour, record);
		assertThat(version(700)).isEqualTo(1);
		this.bench.pass(Duration.ofSeconds(2), this.stranger, this.neighbour);
		this.bench.receive(this.neighbour, record);
		assertThat(version(700)).isEqualTo(Jumps.FREE + Jumps.STEP + 1);
	}

	private long version(int number) {
		return this.bench.protocol.snapshot().member(Bench.id(number)).orElseThrow().member().version();
	}

	private Row own() {
		return this.bench.protocol.snapshot().row(OWN).orElseThrow();
	}

}

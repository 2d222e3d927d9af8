package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.List;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Holders;
import io.starling.mesh.model.Row;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Rules C1 to C4, message by message.
 */
class WavesTest {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Bench bench = new Bench();

	private final ConnectionId one = this.bench.meet(1);

	private final ConnectionId two = this.bench.meet(2);

	private final ConnectionId three = this.bench.meet(3);

	private final Row row = Bench.row(1, "k", 5);

	private final Message.Wave wave = new Message.Wave(7, this.row.id(), 5, SECOND);

	@Test
	void aWaveGoesOnOverAllOtherLinksWithLessTime() {
		this.bench.take(this.one, this.wave);
		Message.Wave further = new Message.Wave(7, this.row.id(), 5, Duration.ofMillis(750));
		assertThat(this.bench.out.sentOn(this.two)).contains(further);
		assertThat(this.bench.out.sentOn(this.three)).contains(further);
		assertThat(waves(this.one)).isEmpty();
	}

	@Test
	void theSumGoesBackWhenAllHaveEchoedAndTheRowIsHere() {
		this.bench.take(this.one, this.wave);
		this.bench.take(this.two, echo(2, 12, 13, 14));
		this.bench.take(this.three, echo());
		assertThat(echoes(this.one)).isEmpty();
		this.bench.receive(this.one, Bench.rumor(this.row));
		// No more are believed than members are known: this one and three others.
		assertThat(echoes(this.one)).containsExactly(echo(2, 12, 13, 14, 500));
	}

	@Test
	void whoLacksTheRowAnswersInTimeAndDoesNotCountItself() {
		this.bench.take(this.one, this.wave);
		this.bench.take(this.two, echo(2));
		this.bench.take(this.three, echo(3));
		this.bench.receive(this.one, Bench.rumor(Bench.row(1, "k", 4)));
		this.bench.pass(SECOND.multipliedBy(2), this.one, this.two, this.three);
		assertThat(echoes(this.one)).containsExactly(echo(2, 3));
	}

	@Test
	void aNewerVersionCounts() {
		answerWithANewerVersion();
		assertThat(echoes(this.one)).containsExactly(echo(500));
	}

	private void answerWithANewerVersion() {
		this.bench.receive(this.one, Bench.rumor(Bench.row(1, "k", 6)));
		this.bench.take(this.one, this.wave);
		this.bench.take(this.two, echo());
		this.bench.take(this.three, echo());
	}

	@Test
	void whoHasTheWaveFromElsewhereIsNotWaitedFor() {
		this.bench.receive(this.one, Bench.rumor(this.row));
		this.bench.take(this.one, this.wave);
		this.bench.take(this.two, this.wave);
		this.bench.take(this.three, this.wave);
		assertThat(echoes(this.one)).containsExactly(echo(500));
		assertThat(echoes(this.two)).isEmpty();
	}

	@Test
	void aWaveThatComesOnceMoreCountsNobody() {
		answerWithANewerVersion();
		this.bench.take(this.two, this.wave);
		this.bench.take(this.one, this.wave);
		assertThat(echoes(this.two)).containsExactly(echo());
		assertThat(echoes(this.one)).containsExactly(echo(500), echo());
	}

	@Test
	void anEchoThatNobodyAskedForIsPassedOver() {
		this.bench.take(this.one, this.wave);
		this.bench.take(this.two, echo(2));
		this.bench.take(this.two, echo(2));
		this.bench.take(this.two, echoOf(9, 1, 7, 8, 9));
		this.bench.take(this.three, echo());
		this.bench.receive(this.one, Bench.rumor(this.row));
		assertThat(echoes(this.one)).containsExactly(echo(2, 500));
	}

	@Test
	void aWaveOfAStrangerIsAnsweredAndGoesNoFurther() {
		this.bench.out.forget();
		this.bench.take(this.one, new Message.Wave(7, Bench.row(99, "k", 5).id(), 5, SECOND));
		assertThat(echoes(this.one)).containsExactly(echoOf(99, 7));
		assertThat(waves(this.two)).isEmpty();
	}

	@Test
	void aWaveWithoutTimeGoesNoFurther() {
		this.bench.receive(this.one, Bench.rumor(this.row));
		this.bench.take(this.one, new Message.Wave(7, this.row.id(), 5, Duration.ofMillis(1)));
		assertThat(waves(this.two)).isEmpty();
		assertThat(echoes(this.one)).containsExactly(echo(500));
	}

	@Test
	void ofOneOriginAFewWavesAreTakenPartInAtATime() {
		for (int number = 1; number <= 100; number++) {
			this.bench.take(this.one, new Message.Wave(number, this.row.id(), 5, SECOND));
		}
		// So many come by one connection in a second; of these the oldest are answered.
		int most = 64 + 2 * 4;
		assertThat(waves(this.two)).hasSize(most);
		assertThat(echoes(this.one)).hasSize(36)
			.allMatch((echo) -> echo.holders().equals(Holders.NONE))
			.extracting(Message.Echo::number)
			.contains(1L, 8L, 73L, 100L)
			.doesNotContain(9L, 72L);
		this.bench.take(this.two, new Message.Wave(7, Bench.row(2, "k", 5).id(), 5, SECOND));
		assertThat(waves(this.three)).hasSize(most + 1);
	}

	@Test
	void aWaveIsRememberedButNotAnyNumberOfThem() {
		AnsweredWaves answered = new AnsweredWaves();
		for (int number = 1; number <= 3000; number++) {
			answered.add(new WaveId(Bench.id(1), number), this.bench.now);
		}
		assertThat(answered.size()).isEqualTo(1024);
		assertThat(answered.contains(new WaveId(Bench.id(1), 1976))).isFalse();
		assertThat(answered.contains(new WaveId(Bench.id(1), 1977))).isTrue();
		for (int origin = 2; origin <= 10_000; origin++) {
			answered.add(new WaveId(Bench.id(origin), 1), this.bench.now);
		}
		assertThat(answered.size()).isEqualTo(4096);
		assertThat(answered.contains(new WaveId(Bench.id(10_000), 1))).isTrue();
		answered.forget(this.bench.now.plusSeconds(19));
		assertThat(answered.size()).isEqualTo(4096);
		answered.forget(this.bench.now.plusSeconds(21));
		assertThat(answered.size()).isZero();
	}

	@Test
	void oneWaveFollowsAnotherUntilAllHaveConfirmed() {
		this.bench.protocol.rows().put(this.bench.now, "t", "k", Bench.STATE);
		this.bench.protocol.rows().confirm(this.bench.now, "t", "k", SECOND.multipliedBy(10));
		this.bench.settle();
		answer(false);
		assertThat(this.bench.out.confirmations).isEmpty();
		this.bench.pass(SECOND, this.one, this.two, this.three);
		answer(true);
		assertThat(this.bench.out.confirmations).containsExactly(new Confirmation(3, 3));
	}

	@Test
	void aRowThatIsNotThereCannotBeAskedAbout() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.bench.protocol.rows().confirm(this.bench.now, "t", "nothing", SECOND))
			.withMessageContaining("nothing");
	}

	static Message.Echo echoOf(int origin, long number, int... holders) {
		Holders sum = Holders.NONE;
		for (int holder : holders) {
			sum = sum.plus(Holders.of(Bench.id(holder)));
		}
		return new Message.Echo(Bench.id(origin), number, sum);
	}

	private void answer(boolean held) {
		List<ConnectionId> peers = List.of(this.one, this.two, this.three);
		for (int i = 0; i < peers.size(); i++) {
			List<Message.Wave> sent = waves(peers.get(i));
			long number = sent.get(sent.size() - 1).number();
			this.bench.take(peers.get(i), held ? echoOf(500, number, i + 1) : echoOf(500, number));
		}
	}

	private Message.Echo echo(int... holders) {
		return echoOf(1, 7, holders);
	}

	private List<Message.Wave> waves(ConnectionId to) {
		return of(Message.Wave.class, to);
	}

	private List<Message.Echo> echoes(ConnectionId to) {
		return of(Message.Echo.class, to);
	}

	private <T extends Message> List<T> of(Class<T> type, ConnectionId to) {
		return this.bench.out.sentOn(to).stream().filter(type::isInstance).map(type::cast).toList();
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.List;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Confirmation;
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
		this.bench.take(this.two, echo(4));
		this.bench.take(this.three, echo(0));
		assertThat(echoes(this.one)).isEmpty();
		this.bench.receive(this.one, Bench.rumor(this.row));
		// No more are believed than members are known: this one and three others.
		assertThat(echoes(this.one)).containsExactly(echo(5));
	}

	@Test
	void whoLacksTheRowAnswersInTimeAndDoesNotCountItself() {
		this.bench.take(this.one, this.wave);
		this.bench.take(this.two, echo(1));
		this.bench.take(this.three, echo(1));
		this.bench.receive(this.one, Bench.rumor(Bench.row(1, "k", 4)));
		this.bench.pass(SECOND.multipliedBy(2), this.one, this.two, this.three);
		assertThat(echoes(this.one)).containsExactly(echo(2));
	}

	@Test
	void aNewerVersionCounts() {
		answerWithANewerVersion();
		assertThat(echoes(this.one)).containsExactly(echo(1));
	}

	private void answerWithANewerVersion() {
		this.bench.receive(this.one, Bench.rumor(Bench.row(1, "k", 6)));
		this.bench.take(this.one, this.wave);
		this.bench.take(this.two, echo(0));
		this.bench.take(this.three, echo(0));
	}

	@Test
	void whoHasTheWaveFromElsewhereIsNotWaitedFor() {
		this.bench.receive(this.one, Bench.rumor(this.row));
		this.bench.take(this.one, this.wave);
		this.bench.take(this.two, this.wave);
		this.bench.take(this.three, this.wave);
		assertThat(echoes(this.one)).containsExactly(echo(1));
		assertThat(echoes(this.two)).isEmpty();
	}

	@Test
	void aWaveThatComesOnceMoreCountsNobody() {
		answerWithANewerVersion();
		this.bench.take(this.two, this.wave);
		this.bench.take(this.one, this.wave);
		assertThat(echoes(this.two)).containsExactly(echo(0));
		assertThat(echoes(this.one)).containsExactly(echo(1), echo(0));
	}

	@Test
	void anEchoThatNobodyAskedForIsPassedOver() {
		this.bench.take(this.one, this.wave);
		this.bench.take(this.two, echo(1));
		this.bench.take(this.two, echo(1));
		this.bench.take(this.two, new Message.Echo(Bench.id(9), 1, 3));
		this.bench.take(this.three, echo(0));
		this.bench.receive(this.one, Bench.rumor(this.row));
		assertThat(echoes(this.one)).containsExactly(echo(2));
	}

	@Test
	void aWaveOfAStrangerIsAnsweredAndGoesNoFurther() {
		this.bench.out.forget();
		this.bench.take(this.one, new Message.Wave(7, Bench.row(99, "k", 5).id(), 5, SECOND));
		assertThat(echoes(this.one)).containsExactly(new Message.Echo(Bench.id(99), 7, 0));
		assertThat(waves(this.two)).isEmpty();
	}

	@Test
	void oneWaveFollowsAnotherUntilAllHaveConfirmed() {
		this.bench.protocol.rows().put(this.bench.now, "t", "k", Bench.STATE);
		this.bench.protocol.rows().confirm(this.bench.now, "t", "k", SECOND.multipliedBy(10));
		this.bench.settle();
		answer(0);
		assertThat(this.bench.out.confirmations).isEmpty();
		this.bench.pass(SECOND, this.one, this.two, this.three);
		answer(1);
		assertThat(this.bench.out.confirmations).containsExactly(new Confirmation(3, 3));
	}

	@Test
	void aRowThatIsNotThereCannotBeAskedAbout() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.bench.protocol.rows().confirm(this.bench.now, "t", "nothing", SECOND))
			.withMessageContaining("nothing");
	}

	private void answer(int holders) {
		for (ConnectionId peer : List.of(this.one, this.two, this.three)) {
			List<Message.Wave> sent = waves(peer);
			this.bench.take(peer,
					new Message.Echo(this.bench.self().id(), sent.get(sent.size() - 1).number(), holders));
		}
	}

	private Message.Echo echo(int holders) {
		return new Message.Echo(Bench.id(1), 7, holders);
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

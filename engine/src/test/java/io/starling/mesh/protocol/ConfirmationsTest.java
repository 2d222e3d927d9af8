package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.List;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Liveness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Rule C4: who has confirmed decides, not how many.
 */
class ConfirmationsTest {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final Bench bench = new Bench();

	private final ConnectionId one = this.bench.meet(1);

	private final ConnectionId two = this.bench.meet(2);

	private final ConnectionId three = this.bench.meet(3);

	@BeforeEach
	void ask() {
		this.bench.protocol.rows().put(this.bench.now, "t", "k", Bench.STATE);
		this.bench.protocol.rows().confirm(this.bench.now, "t", "k", LONG);
		this.bench.settle();
	}

	@Test
	void allOthersHaveConfirmed() {
		echo(this.one, 1);
		echo(this.two, 2);
		assertThat(answers()).isEmpty();
		echo(this.three, 3);
		assertThat(answers()).containsExactly(new Confirmation(3, 3));
	}

	@Test
	void soManyAreUnderWayAtOnceAndNoMore() {
		OwnRows rows = this.bench.protocol.rows();
		for (int i = 1; i < Waves.MOST_OF_ONE; i++) {
			rows.confirm(this.bench.now, "t", "k", LONG);
		}
		assertThatIllegalStateException().isThrownBy(() -> rows.confirm(this.bench.now, "t", "k", LONG));
		this.bench.pass(LONG, this.one, this.two, this.three);
		assertThat(answers()).hasSize(Waves.MOST_OF_ONE);
		rows.confirm(this.bench.now, "t", "k", LONG);
	}

	@Test
	void whoConfirmedAndLeftDoesNotStandForWhoHasNotConfirmed() {
		echo(this.one, 1);
		echo(this.two, 2);
		this.bench.receive(this.two, new Rumor.OfMember(Bench.member(2).leaving()));
		this.bench.take(this.two, new Message.Goodbye(Message.Goodbye.Reason.LEAVING));
		assertThat(answers()).isEmpty();
		echo(this.three, 3);
		assertThat(answers()).containsExactly(new Confirmation(2, 2));
	}

	@Test
	void whoConfirmedAndIsSuspectedDoesNotStandForAMemberThatIsAlive() {
		echo(this.one, 1);
		echo(this.two, 2);
		suspect();
		assertThat(answers()).isEmpty();
		echo(this.three, 3);
		assertThat(answers()).containsExactly(new Confirmation(2, 2));
	}

	@Test
	void theSuspectedAreNotWaitedFor() {
		suspect();
		echo(this.one, 1);
		assertThat(answers()).isEmpty();
		echo(this.three, 3);
		assertThat(answers()).containsExactly(new Confirmation(2, 2));
	}

	@Test
	void whoWasCountedTwiceDoesNotStandForWhoWasNotCounted() {
		echo(this.one, 1, 2);
		echo(this.two, 2);
		assertThat(answers()).isEmpty();
	}

	@Test
	void aNewcomerIsAskedByTheNextWave() {
		ConnectionId four = this.bench.join(4);
		echo(this.one, 1);
		echo(this.two, 2);
		echo(this.three, 3);
		assertThat(answers()).isEmpty();
		this.bench.pass(Duration.ofMillis(300), this.one, this.two, this.three, four);
		echo(this.one, 1);
		echo(this.two, 2);
		echo(this.three, 3);
		assertThat(answers()).isEmpty();
		echo(four, 4);
		assertThat(answers()).containsExactly(new Confirmation(4, 4));
	}

	@Test
	void moreThanAreKnownAreNeverSaidToHaveConfirmed() {
		echo(this.one, 1, 2, 2, 2, 2, 2, 2);
		this.bench.protocol.leave(this.bench.now);
		assertThat(answers()).containsExactly(new Confirmation(2, 3));
		assertThat(answers().get(0).isComplete()).isFalse();
	}

	private void suspect() {
		this.bench.receive(this.one, vote(1), vote(3));
		assertThat(this.bench.livenessOf(2)).isEqualTo(Liveness.SUSPECT);
	}

	private static Rumor vote(int observer) {
		return new Rumor.OfVote(Bench.id(2), 1, Bench.id(observer), Evidence.SILENT);
	}

	private List<Confirmation> answers() {
		return this.bench.out.confirmations;
	}

	/** Answers the last wave that was sent, in the name of those who hold the row. */
	private void echo(ConnectionId from, int... holders) {
		List<Message.Wave> waves = this.bench.out.sent(Message.Wave.class);
		this.bench.take(from, WavesTest.echoOf(500, waves.get(waves.size() - 1).number(), holders));
	}

}

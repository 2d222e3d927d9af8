package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LooksTest {

	private final Settings settings = Settings.defaults();

	private final SplittableRandom random = new SplittableRandom(1);

	private Instant now = Instant.EPOCH;

	private final Sleep sleep = new Sleep(this.settings.tick(), this.now);

	private final Links links = new Links(Bench.id(500), this.settings, this.sleep, this.random, new RecordingOutbox());

	private final Knowledge knowledge = new Knowledge(Bench.member(500), this.settings, this.now);

	private final Looks looks = new Looks(this.knowledge, this.links, this.settings, this.sleep, this.random);

	private final Connection link = this.links.accept(new ConnectionId(false, 1), this.now);

	@BeforeEach
	void greet() {
		this.link.peer = Bench.member(700);
		this.link.advance(Connection.Stage.OPEN, this.now);
	}

	private void lookAndAnswer(int millis) {
		this.looks.lookAt(this.link, this.now);
		this.now = this.now.plusMillis(millis);
		this.looks.answered(this.link);
		this.looks.ponged(this.link, this.link.pings, this.now);
	}

	private void wakeUpLateBy(Duration delay) {
		this.now = this.sleep.sleep(false, Instant.MAX, Instant.MAX, this.now).plus(delay);
		this.sleep.beginTick(this.now);
	}

	@Test
	void anAnswerTeachesPatience() {
		assertThat(this.link.roundTrip.patience()).isEqualTo(Duration.ofSeconds(2));
		lookAndAnswer(200);
		assertThat(this.link.roundTrip.patience()).isEqualTo(Duration.ofMillis(600));
	}

	@Test
	void aLongAnswerThatALateMemberHasTimedTeachesNothingAndIsAskedForAgainSoon() {
		wakeUpLateBy(Duration.ofMillis(60));
		lookAndAnswer(100);
		assertThat(this.link.roundTrip.isMeasured()).isFalse();
		assertThat(this.link.nextLook).isEqualTo(this.now.plusSeconds(10));
	}

	@Test
	void aShortAnswerCountsEvenWhereTheMemberIsLate() {
		wakeUpLateBy(Duration.ofMillis(60));
		lookAndAnswer(80);
		assertThat(this.link.roundTrip.patience()).isEqualTo(RoundTrip.LEAST);
		lookAndAnswer(81);
		assertThat(this.link.roundTrip.patience()).isEqualTo(RoundTrip.LEAST);
	}

	@Test
	void whoIsInTimeAgainMeasuresAgain() {
		wakeUpLateBy(Duration.ofMillis(60));
		for (int second = 0; second < 4; second++) {
			wakeUpLateBy(Duration.ZERO);
		}
		lookAndAnswer(100);
		assertThat(this.link.roundTrip.isMeasured()).isTrue();
	}

	@Test
	void anAnswerPutsOffNothingThatWasPromised() {
		lookAndAnswer(1);
		this.looks.beaten(this.link, Duration.ofMillis(750), this.now);
		Instant promised = this.link.nextLook;
		assertThat(promised).isEqualTo(this.now.plusMillis(850));
		lookAndAnswer(1);
		assertThat(this.link.nextLook).isEqualTo(promised);
	}

	@Test
	void whoGivesThisMemberBeatsIsLookedAtIfTheFirstOneDoesNotCome() {
		lookAndAnswer(1);
		assertThat(this.link.nextLook).isEqualTo(this.now.plusSeconds(96));
		this.knowledge.roster().put(new MemberState(Bench.member(700), Liveness.ALIVE, this.now, ""));
		lookAndAnswer(1);
		assertThat(this.link.nextLook).isEqualTo(this.now.plusMillis(3100));
	}

	@Test
	void aPromiseOfAnHourIsNotWaitedForAfterAnAnswer() {
		lookAndAnswer(1);
		this.looks.beaten(this.link, Duration.ofHours(1), this.now);
		lookAndAnswer(1);
		assertThat(this.link.nextLook).isEqualTo(this.now.plusSeconds(96));
	}

	@Test
	void allAreLookedAtButWhoWasLookedAtWithinThePause() {
		lookAndAnswer(100);
		this.looks.lookAtAll(Duration.ofSeconds(1), this.now);
		assertThat(this.link.pingedAt).isNull();
		this.now = this.now.plusMillis(900);
		this.looks.lookAtAll(Duration.ofSeconds(1), this.now);
		assertThat(this.link.pingedAt).isEqualTo(this.now);
	}

	@Test
	void whoOwesAnAnswerIsAskedNothingElseMeanwhile() {
		this.looks.lookAt(this.link, this.now);
		this.looks.answered(this.link);
		this.now = this.now.plusMillis(300);
		this.looks.lookAt(this.link, this.now);
		assertThat(this.link.pingedAt).isEqualTo(this.now);
		assertThat(this.link.pings).isEqualTo(1);
		this.looks.ponged(this.link, 1, this.now.plusMillis(100));
		assertThat(this.link.roundTrip.patience()).isEqualTo(Duration.ofMillis(1200));
		this.looks.ponged(this.link, 1, this.now.plusSeconds(4));
		assertThat(this.link.roundTrip.patience()).isEqualTo(Duration.ofMillis(1200));
	}

	@Test
	void whoHasNotAnsweredInTimeIsAskedAgain() {
		this.looks.lookAt(this.link, this.now);
		this.looks.answered(this.link);
		this.now = this.now.plusSeconds(2);
		this.looks.lookAt(this.link, this.now);
		assertThat(this.link.pings).isEqualTo(2);
		// Too late: whatever it was, it is no measure.
		this.looks.ponged(this.link, 1, this.now);
		assertThat(this.link.roundTrip.isMeasured()).isFalse();
	}

	@Test
	void nobodyIsSilentToWhatWasNotAskedInThisLook() {
		lookAndAnswer(1);
		this.looks.lookAt(this.link, this.now);
		this.looks.answered(this.link);
		this.now = this.now.plusMillis(100);
		this.looks.lookAt(this.link, this.now);
		this.now = this.now.plusMillis(250);
		assertThat(this.looks.tick(this.now)).isEmpty();
		assertThat(this.link.pings).isEqualTo(3);
		this.now = this.now.plusMillis(250);
		assertThat(this.looks.tick(this.now)).containsExactly(this.link);
	}

}

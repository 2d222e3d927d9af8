package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LooksTest {

	private final Settings settings = Settings.defaults();

	private final SplittableRandom random = new SplittableRandom(1);

	private Instant now = Instant.EPOCH;

	private final Sleep sleep = new Sleep(this.settings.tick(), this.now);

	private final Links links = new Links(Bench.id(500), this.settings, this.sleep, this.random, new RecordingOutbox());

	private final Looks looks = new Looks(new Knowledge(Bench.member(500), this.settings, this.now), this.links,
			this.settings, this.sleep, this.random);

	private final Connection link = this.links.accept(new ConnectionId(false, 1), this.now);

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

}

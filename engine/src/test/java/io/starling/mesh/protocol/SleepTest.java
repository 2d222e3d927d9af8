package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SleepTest {

	private static final Instant START = Instant.EPOCH;

	private final Sleep sleep = new Sleep(Duration.ofMillis(100), START);

	private static Instant at(long millis) {
		return START.plusMillis(millis);
	}

	private Instant sleepBusily(long now) {
		return this.sleep.sleep(true, Instant.MAX, Instant.MAX, at(now));
	}

	private Instant sleepAtRest(long now) {
		return this.sleep.sleep(false, Instant.MAX, Instant.MAX, at(now));
	}

	@Test
	void whoIsBusyWakesUpWithEachTickAndWhoRestsOnceASecond() {
		assertThat(this.sleep.beginTick(START)).isTrue();
		assertThat(sleepBusily(0)).isEqualTo(at(100));
		assertThat(sleepAtRest(0)).isEqualTo(at(1000));
	}

	@Test
	void whateverIsDueFirstWakesUp() {
		this.sleep.beginTick(START);
		assertThat(this.sleep.sleep(false, at(300), Instant.MAX, at(0))).isEqualTo(at(300));
		assertThat(this.sleep.sleep(false, at(300), at(2), at(0))).isEqualTo(at(2));
		assertThat(this.sleep.sleep(true, at(300), at(200), at(0))).isEqualTo(at(100));
		assertThat(this.sleep.sleep(true, at(300), Instant.MIN, at(7))).as("never before now").isEqualTo(at(7));
	}

	@Test
	void wakingUpToSendIsNoTick() {
		this.sleep.beginTick(START);
		this.sleep.sleep(true, Instant.MAX, at(2), at(0));
		assertThat(this.sleep.beginTick(at(2))).isFalse();
		assertThat(this.sleep.beginTick(at(100))).isTrue();
	}

	@Test
	void ticksAreNotStarvedByInputsThatComeAllTheTime() {
		this.sleep.beginTick(START);
		int ticks = 0;
		for (int millis = 1; millis <= 1000; millis++) {
			assertThat(this.sleep.wake(at(millis))).isZero();
			ticks += this.sleep.beginTick(at(millis)) ? 1 : 0;
			sleepBusily(millis);
		}
		assertThat(ticks).isEqualTo(10);
	}

	@Test
	void beingLateByTwoTicksIsNoLossAndBeyondThatAllTimeSinceTheLastInputIs() {
		this.sleep.beginTick(START);
		sleepBusily(0);
		assertThat(this.sleep.wake(at(300))).isZero();
		assertThat(this.sleep.wake(at(301))).isEqualTo(Duration.ofMillis(301));
		assertThat(this.sleep.wake(at(302))).as("told once").isZero();
	}

	@Test
	void aLongSleepThatWasMeantIsNoLoss() {
		this.sleep.beginTick(START);
		sleepAtRest(0);
		assertThat(this.sleep.wake(at(1200))).isZero();
		assertThat(this.sleep.wake(at(1201))).isEqualTo(Duration.ofMillis(1201));
	}

	@Test
	void anInputInTimeIsNoLossAndTimeIsLostOnlySinceIt() {
		this.sleep.beginTick(START);
		sleepBusily(0);
		assertThat(this.sleep.wake(at(60))).isZero();
		sleepBusily(60);
		assertThat(this.sleep.wake(at(5060))).isEqualTo(Duration.ofSeconds(5));
	}

}

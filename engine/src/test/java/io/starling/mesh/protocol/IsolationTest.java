package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is away, and who only stood still, or has always been alone. */
class IsolationTest {

	private static final Duration AWAY = Settings.defaults().retention().dividedBy(2);

	private Instant now = Instant.EPOCH;

	private final Isolation isolation = new Isolation(Settings.defaults(), this.now);

	@Test
	void whoIsLateAllTheTimeAndHearsOthersIsNotAway() {
		for (Duration passed = Duration.ZERO; passed.compareTo(AWAY.multipliedBy(2)) < 0; passed = passed
			.plusMillis(1800)) {
			this.now = this.now.plusMillis(1500);
			this.isolation.lostTime(Duration.ofMillis(1500), this.now);
			this.now = this.now.plusMillis(300);
			this.isolation.heard(this.now);
			assertThat(this.isolation.isAway(this.now)).isFalse();
		}
	}

	@Test
	void whatIsReadAfterAPauseAsLongAsThatDoesNotCount() {
		this.now = this.now.plus(AWAY);
		this.isolation.lostTime(AWAY, this.now);
		this.isolation.heard(this.now.plusMillis(500));
		assertThat(this.isolation.isAway(this.now.plusMillis(600))).isTrue();
		this.isolation.heard(this.now.plusMillis(1100));
		assertThat(this.isolation.isAway(this.now.plusMillis(1200))).isFalse();
	}

	@Test
	void aLoneMemberShowsItsFirstCompanionAtOnce() {
		Bench bench = new Bench();
		bench.pass(AWAY.plusMinutes(1));
		bench.join(100);
		assertThat(Objects.requireNonNull(bench.out.published).present()).hasSize(2);
	}

	@Test
	void aLoneMemberThatWasLateForAMomentTurnsNobodyAway() {
		Bench bench = new Bench();
		bench.pass(AWAY.plusMinutes(1));
		bench.now = bench.now.plusMillis(500);
		bench.settle();
		bench.join(100);
		assertThat(bench.protocol.snapshot().present()).hasSize(2);
	}

}

package io.starling.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MonotonicClockTest {

	private static final Instant START = Instant.parse("2026-03-29T00:59:59Z");

	private final AtomicReference<Instant> wall = new AtomicReference<>(START);

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final MonotonicClock clock = new MonotonicClock(this.wall::get, this.nanos::get);

	@Test
	void itBeginsWithTheTimeOfDay() {
		assertThat(this.clock.instant()).isEqualTo(START);
	}

	@Test
	void itGoesOnWithWhatHasPassedEvenWhereTheCountOfNanosecondsOverflows() {
		this.nanos.addAndGet(Duration.ofSeconds(3).toNanos());
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(3));
	}

	@Test
	void aSuspendedMachineLosesTime() {
		this.wall.set(START.plusSeconds(11 * 60 + 3));
		this.nanos.addAndGet(Duration.ofSeconds(3).toNanos());
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(11 * 60 + 3));
		this.nanos.addAndGet(1);
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(11 * 60 + 3).plusNanos(1));
	}

	@Test
	void whoeverForgetsSoonNoticesShorterSuspensions() {
		this.clock.noticeFrom(Duration.ofSeconds(4));
		this.clock.noticeFrom(Duration.ofMinutes(3));
		this.wall.set(START.plusSeconds(9));
		this.nanos.addAndGet(Duration.ofSeconds(5).toNanos());
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(5));
		this.wall.set(START.plusSeconds(14));
		this.nanos.addAndGet(1);
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(10));
	}

	@Test
	void aWallClockThatJumpsALittleOrBackMovesNothing() {
		this.wall.set(START.plus(MonotonicClock.LEAP));
		this.nanos.addAndGet(1);
		assertThat(this.clock.instant()).isEqualTo(START.plusNanos(1));
		this.wall.set(START.minus(Duration.ofDays(365)));
		this.nanos.addAndGet(1);
		assertThat(this.clock.instant()).isEqualTo(START.plusNanos(2));
	}

}

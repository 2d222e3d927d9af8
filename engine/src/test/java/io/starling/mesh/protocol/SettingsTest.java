package io.starling.mesh.protocol;

import java.time.Duration;

import io.starling.mesh.model.Limits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SettingsTest {

	@Test
	void noBeatIsFurtherAwayThanOthersRead() {
		assertThat(withBeatInterval(Limits.BEAT_INTERVAL).beatInterval()).isEqualTo(Limits.BEAT_INTERVAL);
		assertThatIllegalArgumentException().isThrownBy(() -> withBeatInterval(Limits.BEAT_INTERVAL.plusMillis(1)))
			.withMessageStartingWith("beat-interval must be at most PT1H, not");
	}

	@Test
	void nobodyIsAwayWhoIsOnlySilentBetweenBeats() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> with(Duration.ofSeconds(3), Duration.ofSeconds(15).minusMillis(1)))
			.withMessageStartingWith("retention must be at least 3 times hang-tolerance, PT5S");
		assertThat(with(Duration.ofSeconds(3), Duration.ofSeconds(15)).retention()).isEqualTo(Duration.ofSeconds(15));
	}

	private static Settings withBeatInterval(Duration interval) {
		return with(interval, Duration.ofDays(1));
	}

	private static Settings with(Duration interval, Duration retention) {
		Settings it = Settings.defaults();
		return new Settings(it.rings(), it.tick(), interval, it.pingTimeout(), it.hangTolerance(), it.joinInterval(),
				it.healInterval(), it.mixInterval(), it.linger(), retention, it.maxState(), it.maxOwnerWeight());
	}

}

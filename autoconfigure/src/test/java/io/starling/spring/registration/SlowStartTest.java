package io.starling.spring.registration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class SlowStartTest {

	private final List<Double> shares = new CopyOnWriteArrayList<>();

	@Test
	void growsInTenSteps() {
		SlowStart slowStart = new SlowStart(Duration.ofMillis(90));
		assertThat(slowStart.isWanted()).isTrue();
		assertThat(slowStart.begin(this.shares::add)).isEqualTo(0.1);
		eventually(() -> assertThat(this.shares).containsExactly(0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0));
	}

	@Test
	void beginsAgainAndForgetsTheRunBefore() {
		List<Double> before = new CopyOnWriteArrayList<>();
		SlowStart slowStart = new SlowStart(Duration.ofSeconds(9));
		slowStart.begin(before::add);
		new SlowStart(Duration.ofMillis(9)).begin(this.shares::add);
		slowStart.end();
		eventually(() -> assertThat(this.shares).hasSize(9));
		assertThat(before).isEmpty();
	}

	@Test
	void isNotWantedByDefault() {
		assertThat(new SlowStart(Duration.ZERO).isWanted()).isFalse();
	}

}

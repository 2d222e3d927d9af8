package io.starling.spring.health;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.starling.mesh.MeshStatus;
import io.starling.mesh.MeshStatus.Condition;
import io.starling.mesh.model.Liveness;
import io.starling.spring.TestSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class StarlingHealthIndicatorTest {

	private final TestSnapshot mesh = new TestSnapshot().with(1, Liveness.ALIVE)
		.with(2, Liveness.SUSPECT)
		.with(3, Liveness.DEAD);

	@ParameterizedTest
	@CsvSource({ "CONNECTED, UP", "ALONE, UP", "ISOLATED, ISOLATED", "CUT_OFF, CUT_OFF", "LEFT, LEFT" })
	void saysUpWhileConnectedOrAloneAndAWordOfItsOwnOtherwise(Condition condition, String status) {
		assertThat(health(condition).getStatus()).isEqualTo(new Status(status));
	}

	@ParameterizedTest
	@CsvSource({ "ISOLATED", "CUT_OFF", "LEFT" })
	void neverTakesTheApplicationOutOfService(Condition condition) {
		Status overall = StatusAggregator.getDefault()
			.getAggregateStatus(Set.of(Status.UP, health(condition).getStatus()));
		assertThat(overall).isEqualTo(Status.UP);
	}

	@Test
	void tellsTheReasonAndTheNumbers() {
		assertThat(health(Condition.CUT_OFF).getDetails()).containsEntry("mesh", "flock")
			.containsEntry("condition", "CUT_OFF")
			.containsEntry("reason", "because the test says so")
			.containsEntry("members", Map.of("alive", 1L, "suspect", 1L, "dead", 1L, "left", 0L))
			.containsEntry("neighbours", 1)
			.containsEntry("links", 3)
			.containsEntry("sinceLastExchange", "PT1.5S");
	}

	private Health health(Condition condition) {
		Health.Builder builder = new Health.Builder();
		MeshStatus status = new MeshStatus(condition, "because the test says so", 3, Duration.ofMillis(1500));
		StarlingHealthIndicator.describe(builder, "flock", status, this.mesh.get());
		return builder.build();
	}

}

package io.starling.spring.health;

import java.util.List;

import io.starling.mesh.model.Liveness;
import io.starling.spring.discovery.ServiceStatus;
import io.starling.spring.discovery.TestCatalogue;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class RequiredServicesHealthIndicatorTest {

	private final TestCatalogue catalogue = new TestCatalogue();

	private final RequiredServicesHealthIndicator indicator = new RequiredServicesHealthIndicator(this.catalogue.get(),
			List.of("orders"));

	@Test
	void isUpWhileAnInstanceIsListedThatCountsAsPresent() {
		this.catalogue.change((mesh) -> mesh.service(2, "orders", ServiceStatus.UP).with(2, Liveness.SUSPECT));
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(health().getDetails()).containsEntry("orders", 1L).hasSize(1);
	}

	@Test
	void isDownWhereAllThatAreListedArePresumedDeadAndSaysSo() {
		this.catalogue.change((mesh) -> mesh.service(2, "orders", ServiceStatus.UP));
		this.catalogue.change((mesh) -> mesh.dead(2, false));
		assertThat(this.catalogue.get().instances("orders")).hasSize(1);
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health().getDetails()).containsEntry("orders", 0L)
			.containsEntry("missing", List.of("orders"))
			.containsEntry("presumedDead",
					List.of("orders-2 at http://127.0.0.1:8002 (presumed dead): as the test says"));
	}

	@Test
	void isDownWhereNoneIsListed() {
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health().getDetails()).containsEntry("missing", List.of("orders")).doesNotContainKey("presumedDead");
	}

	private Health health() {
		return this.indicator.health();
	}

}

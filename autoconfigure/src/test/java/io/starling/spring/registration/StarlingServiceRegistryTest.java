package io.starling.spring.registration;

import java.util.Map;

import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.serviceregistry.Registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StarlingServiceRegistryTest {

	private final RecordedRows rows = new RecordedRows();

	private final StarlingServiceRegistry registry = new StarlingServiceRegistry(this.rows, "z1");

	private final Registration registration = new SomeRegistration("orders-1", "[::1]");

	@Test
	void writesWhatTheRegistrationSays() {
		this.registry.register(this.registration);
		assertThat(this.rows.row("orders-1")).isEqualTo(new ServiceRow("orders", "orders-1", "::1", 8080, false,
				ServiceStatus.UP, "z1", Map.of("weight", "2"), 0));
	}

	@Test
	void withdrawsOnceAndOnlyWhatStands() {
		this.registry.deregister(this.registration);
		this.registry.register(this.registration);
		this.registry.deregister(this.registration);
		this.registry.deregister(this.registration);
		assertThat(this.rows.log()).containsExactly("put orders-1 UP", "withdraw orders-1");
	}

	@Test
	void writesTheStatusThatTheApplicationAnnounces() {
		this.registry.announce(this.registration, ServiceStatus.STARTING);
		this.registry.register(this.registration);
		this.registry.announce(this.registration, ServiceStatus.UP);
		this.registry.announce(this.registration, ServiceStatus.DRAINING);
		assertThat(this.rows.log()).containsExactly("put orders-1 STARTING", "put orders-1 UP",
				"put orders-1 DRAINING");
	}

	@Test
	void keepsWhatAnOperatorSetWhateverTheApplicationAnnounces() {
		this.registry.register(this.registration);
		this.registry.setStatus(this.registration, "out_of_service");
		this.registry.announce(this.registration, ServiceStatus.UP);
		assertThat(this.rows.row("orders-1").status()).isEqualTo(ServiceStatus.OUT_OF_SERVICE);
		assertThat(status()).isEqualTo(Map.of("status", "OUT_OF_SERVICE", "overriddenStatus", "OUT_OF_SERVICE"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "UP", "RESET", "CANCEL_OVERRIDE", "up" })
	void letsTheApplicationDecideAgain(String word) {
		this.registry.register(this.registration);
		this.registry.setStatus(this.registration, "DOWN");
		this.registry.announce(this.registration, ServiceStatus.DRAINING);
		this.registry.setStatus(this.registration, word);
		assertThat(status()).isEqualTo(Map.of("status", "DRAINING"));
		this.registry.announce(this.registration, ServiceStatus.UP);
		assertThat(status()).isEqualTo(Map.of("status", "UP"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "STARTING", "SLEEPING" })
	void refusesAStatusThatDoesNotExistAndSaysWhichDo(String word) {
		this.registry.register(this.registration);
		assertThatExceptionOfType(InvalidStatusException.class)
			.isThrownBy(() -> this.registry.setStatus(this.registration, word))
			.withMessageContaining("OUT_OF_SERVICE")
			.withMessageContaining("RESET");
	}

	@Test
	void writesNothingForARegistrationThatDoesNotStand() {
		this.registry.setStatus(this.registration, "DOWN");
		this.registry.announce(this.registration, ServiceStatus.UP);
		assertThat(this.rows.log()).isEmpty();
		assertThat(status()).isEqualTo(Map.of("status", "UNKNOWN", "overriddenStatus", "DOWN"));
	}

	@Test
	void saysWhyARowWasRefused() {
		this.rows.refuse("the row has 20000 bytes and may have 16384");
		assertThatIllegalStateException().isThrownBy(() -> this.registry.register(this.registration))
			.withMessageContaining("orders-1")
			.withMessageContaining("20000 bytes");
		this.registry.announce(this.registration, ServiceStatus.DRAINING);
	}

	@Test
	void keepsSeveralRegistrationsApart() {
		Registration other = new SomeRegistration("admin-1", "a");
		this.registry.register(this.registration);
		this.registry.register(other);
		this.registry.setStatus(other, "DOWN");
		this.registry.deregister(this.registration);
		assertThat(this.rows.log()).containsExactly("put orders-1 UP", "put admin-1 UP", "put admin-1 DOWN",
				"withdraw orders-1");
	}

	private Map<String, String> status() {
		return this.registry.getStatus(this.registration);
	}

	private static final class SomeRegistration extends DefaultServiceInstance implements Registration {

		SomeRegistration(String id, String host) {
			super(id, "orders", host, 8080, false, Map.of("weight", "2"));
		}

	}

}

package io.starling.spring.registration;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

class StarlingRegistrationTest {

	private final MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", "orders");

	private final Member self = new Member(new MemberId(1, 2), 1, new Endpoint("10.0.0.1", 7946), "z1", false);

	@Test
	void hasAnInstanceIdThatNoOtherMemberCanHave() {
		assertThat(registration().getInstanceId()).isEqualTo("orders:" + this.self.id());
	}

	@Test
	void takesTheInstanceIdThatTheUserWants() {
		assertThat(StarlingRegistration.of(this.environment, this.self, "orders-a", true).getInstanceId())
			.isEqualTo("orders-a");
	}

	@Test
	void offersFurtherNamesAndPortsThatComeAndGoWithIt() {
		this.environment.setProperty("local.server.port", "8080");
		this.environment.setProperty("starling.metadata.team", "red");
		StarlingRegistration registration = registration();
		registration.addService(AdditionalService.alias("stock"));
		registration.addService(AdditionalService.at("orders-grpc", () -> 9090).withMetadata("protocol", "grpc"));
		List<ServiceRow> rows = registration.rows(ServiceStatus.DRAINING);
		assertThat(rows).extracting(ServiceRow::serviceId).containsExactly("orders", "orders-grpc", "stock");
		assertThat(rows).extracting(ServiceRow::port).containsExactly(8080, 9090, 8080);
		assertThat(rows).extracting(ServiceRow::instanceId).doesNotHaveDuplicates();
		assertThat(rows).extracting(ServiceRow::status).containsOnly(ServiceStatus.DRAINING);
		assertThat(rows.get(1).metadata()).containsEntry("protocol", "grpc").containsEntry("team", "red");
		assertThat(rows.get(0).metadata()).doesNotContainKey("protocol");
	}

	@Test
	void refusesAnotherServiceOfItsOwnName() {
		StarlingRegistration registration = registration();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> registration.addService(AdditionalService.alias("Orders")))
			.withMessageContaining("needs another name");
	}

	@Test
	void growsThroughItsWeight() {
		StarlingRegistration registration = registration();
		assertThat(weight(registration)).isNull();
		registration.wantShare(0.1);
		assertThat(weight(registration)).isEqualTo("1");
		registration.wantShare(1);
		assertThat(weight(registration)).isEqualTo("10");
		registration.getMetadata().put("weight", "3");
		assertThat(weight(registration)).isEqualTo("3");
		registration.wantShare(0.1);
		assertThat(weight(registration)).isEqualTo("1");
	}

	@Test
	void doesNotStartSlowlyWithAWeightThatIsNoNumber() {
		StarlingRegistration registration = registration();
		registration.getMetadata().put("weight", "heavy");
		registration.wantShare(0.5);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> weight(registration))
			.withMessageContaining("starling.metadata.weight");
	}

	private static String weight(StarlingRegistration registration) {
		return registration.rows(ServiceStatus.UP).get(0).metadata().get("weight");
	}

	@Test
	void isCalledApplicationWhereTheApplicationHasNoName() {
		this.environment.setProperty("spring.application.name", "");
		assertThat(registration().getServiceId()).isEqualTo("application");
	}

	@Test
	void takesThePortThatTheServerListensOnOnceItDoes() {
		this.environment.setProperty("server.port", "0");
		StarlingRegistration registration = registration();
		assertThat(registration.getPort()).isZero();
		this.environment.setProperty("local.server.port", "34567");
		assertThat(registration.getPort()).isEqualTo(34567);
		assertThat(registration.getUri()).isEqualTo(URI.create("http://10.0.0.1:34567"));
	}

	@Test
	void isReachedWhereTheServerListensIfThatIsOneAddress() {
		this.environment.setProperty("server.address", "::1");
		assertThat(registration().getHost()).isEqualTo("[::1]");
		this.environment.setProperty("server.address", "0.0.0.0");
		assertThat(registration().getHost()).isEqualTo("10.0.0.1");
	}

	@Test
	void isSecureWhereTheServerHasTls() {
		assertThat(registration().isSecure()).isFalse();
		this.environment.setProperty("server.ssl.bundle", "web");
		assertThat(registration().isSecure()).isTrue();
		this.environment.setProperty("server.ssl.enabled", "false");
		assertThat(registration().isSecure()).isFalse();
	}

	@Test
	void tellsTheUsersMetadataAndTheZone() {
		this.environment.setProperty("starling.metadata.weight", "3");
		this.environment.setProperty("starling.metadata[api.version]", "2");
		assertThat(registration().getMetadata()).containsOnly(entry("weight", "3"), entry("api.version", "2"),
				entry("zone", "z1"));
	}

	@Test
	void leavesTheZoneThatTheUserTells() {
		this.environment.setProperty("starling.metadata.Zone", "mine");
		assertThat(registration().getMetadata()).containsOnly(entry("Zone", "mine"));
	}

	@Test
	void tellsOfAnActuatorOnAPortOfItsOwn() {
		this.environment.setProperty("local.server.port", "8080");
		this.environment.setProperty("local.management.port", "8081");
		this.environment.setProperty("management.server.base-path", "/admin");
		StarlingRegistration registration = registration();
		assertThat(registration.getManagementPort()).isEqualTo(8081);
		assertThat(registration.getMetadata()).contains(entry("management.port", "8081"),
				entry("management.context-path", "/admin/actuator"));
	}

	@Test
	void tellsOfAnActuatorOnTheSamePortOnlyWhatIsUnusual() {
		this.environment.setProperty("local.server.port", "8080");
		this.environment.setProperty("local.management.port", "8080");
		assertThat(registration().getMetadata()).containsOnlyKeys("zone");
		this.environment.setProperty("server.servlet.context-path", "/shop");
		assertThat(registration().getMetadata()).contains(entry("management.context-path", "/shop/actuator"));
	}

	@Test
	void tellsWhatTheUserSaysOfTheActuatorInsteadOfWhatItKnows() {
		Map<String, String> users = Map.of("management.address", "10.0.0.9", "management.port", "9443",
				"management.context-path", "/ops", "health.path", "health/liveness", "zone", "z1");
		users.forEach((key, value) -> this.environment.setProperty("starling.metadata[" + key + "]", value));
		this.environment.setProperty("local.server.port", "8080");
		this.environment.setProperty("local.management.port", "8081");
		this.environment.setProperty("management.server.base-path", "/admin");
		StarlingRegistration registration = registration();
		assertThat(registration.rows(ServiceStatus.UP).get(0).metadata()).isEqualTo(users);
		assertThat(registration.getManagementPort()).isEqualTo(8081);
	}

	@Test
	void tellsNothingOfTheActuatorWhereThatIsNotWanted() {
		this.environment.setProperty("local.management.port", "8081");
		StarlingRegistration registration = StarlingRegistration.of(this.environment, this.self, null, false);
		assertThat(registration.getManagementPort()).isZero();
		assertThat(registration.getMetadata()).containsOnlyKeys("zone");
	}

	@Test
	void followsTheUsersMetadataAndKeepsWhatListenersAdded() {
		this.environment.setProperty("starling.metadata.weight", "3");
		StarlingRegistration registration = registration();
		registration.getMetadata().put("added", "by a listener");
		this.environment.setProperty("starling.metadata.weight", "5");
		registration.readMetadata();
		assertThat(registration.getMetadata()).contains(entry("weight", "5"), entry("added", "by a listener"));
	}

	private StarlingRegistration registration() {
		return StarlingRegistration.of(this.environment, this.self, null, true);
	}

}

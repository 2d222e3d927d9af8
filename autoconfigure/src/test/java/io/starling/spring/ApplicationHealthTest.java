package io.starling.spring;

import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import io.starling.spring.health.HealthWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static io.starling.spring.TestMesh.eventually;
import static io.starling.spring.TestMesh.mesh;
import static io.starling.spring.TestMesh.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The application's health in its row, and others' services in its health.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationHealthTest {

	private static final String[] GROUP = { "starling.health.group=work", "starling.health.interval=50ms",
			"management.endpoint.health.group.work.include=*" };

	private final TestMesh meshes = new TestMesh();

	@AfterEach
	void stop() {
		this.meshes.close();
	}

	@Test
	void showsAsDownAndUpInTheRow(CapturedOutput output) {
		ConfigurableApplicationContext orders = this.meshes.start("orders", Orders.class, GROUP);
		expect(orders, ServiceStatus.UP);
		orders.getBean(Database.class).up = false;
		expect(orders, ServiceStatus.DOWN);
		orders.getBean(Database.class).up = true;
		expect(orders, ServiceStatus.UP);
		assertThat(output).containsOnlyOnce("health is bad").containsOnlyOnce("health is good again");
	}

	@Test
	void isDownWhereItCannotBeRead() {
		ConfigurableApplicationContext orders = this.meshes.start("orders", Orders.class, GROUP);
		expect(orders, ServiceStatus.UP);
		orders.getBean(Database.class).failing = true;
		expect(orders, ServiceStatus.DOWN);
	}

	@Test
	void doesNotPassOnThatOthersAreMissing() {
		String[] properties = new String[GROUP.length + 1];
		System.arraycopy(GROUP, 0, properties, 0, GROUP.length);
		properties[GROUP.length] = "starling.health.required-services=pricing";
		ConfigurableApplicationContext orders = this.meshes.start("orders", Orders.class, properties);
		assertThat(orders.getBean(HealthEndpoint.class).healthForPath("requiredServices").getStatus())
			.isEqualTo(Status.DOWN);
		assertThat(orders.getBean(HealthEndpoint.class).healthForPath("work").getStatus()).isEqualTo(Status.DOWN);
		expect(orders, ServiceStatus.UP);
		this.meshes.start("pricing", Orders.class);
		eventually(() -> assertThat(orders.getBean(HealthEndpoint.class).healthForPath("requiredServices").getStatus())
			.isEqualTo(Status.UP));
	}

	@Test
	void isNotLookedAtUnlessAGroupIsChosen() {
		ConfigurableApplicationContext orders = this.meshes.start("orders", Orders.class);
		assertThat(orders.getBeansOfType(HealthWatch.class)).isEmpty();
		assertThat(orders.getBean(HealthEndpoint.class).healthForPath("requiredServices")).isNull();
	}

	@Test
	void cannotBeThatOfAGroupThatDoesNotExist(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> this.meshes.start("orders", Orders.class, "starling.health.group=nothing"));
		assertThat(output).contains("starling.health.group").contains("management.endpoint.health.group.nothing");
	}

	private static void expect(ConfigurableApplicationContext application, ServiceStatus status) {
		eventually(() -> assertThat(rows(mesh(application))).filteredOn((row) -> row.serviceId().equals("orders"))
			.extracting(ServiceRow::status)
			.containsExactly(status));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Orders {

		@Bean
		Database database() {
			return new Database();
		}

	}

	/** A part of the application that can fail. */
	static final class Database implements HealthIndicator {

		volatile boolean up = true;

		volatile boolean failing;

		@Override
		public Health health() {
			if (this.failing) {
				throw new IllegalStateException("as the test wants");
			}
			return (this.up ? Health.up() : Health.down()).build();
		}

	}

}

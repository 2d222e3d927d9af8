package io.starling.spring;

import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.util.ReflectionUtils;

import static io.starling.spring.TestMesh.eventually;
import static io.starling.spring.TestMesh.mesh;
import static io.starling.spring.TestMesh.rows;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications behave the same whichever threads Spring uses: registration, events, the
 * health watch, and the drain.
 */
@ExtendWith(OutputCaptureExtension.class)
class VirtualThreadsTest {

	private final TestMesh meshes = new TestMesh();

	@AfterEach
	void stop() {
		this.meshes.close();
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "NONE" })
	void makeNoDifferenceWhereTheyAreOn(WebApplicationType type, CapturedOutput output) {
		live(type, true, output);
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "NONE" })
	void makeNoDifferenceWhereTheyAreOff(WebApplicationType type, CapturedOutput output) {
		live(type, false, output);
	}

	private void live(WebApplicationType type, boolean virtual, CapturedOutput output) {
		ConfigurableApplicationContext shop = start("shop", type, virtual);
		ConfigurableApplicationContext orders = start("orders", type, virtual);
		DiscoveryClient client = shop.getBean(DiscoveryClient.class);
		eventually(() -> assertThat(client.getInstances("orders")).hasSize(1));
		Application application = orders.getBean(Application.class);
		eventually(() -> assertThat(application.heartbeats).isPositive());
		eventually(() -> assertThat(application.looker).isNotNull());
		// Java has them from version 21 on; before, the wish changes nothing.
		assertThat(isVirtual(application.looker)).isEqualTo(virtual && Runtime.version().feature() >= 21);
		application.healthy = false;
		eventually(() -> assertThat(status(shop)).isEqualTo(ServiceStatus.DOWN));
		application.healthy = true;
		eventually(() -> assertThat(client.getInstances("orders")).hasSize(1));
		orders.close();
		assertThat(output).contains("Draining: 1 of 1 other members confirmed");
		assertThat(client.getInstances("orders")).isEmpty();
	}

	private ConfigurableApplicationContext start(String name, WebApplicationType type, boolean virtual) {
		return this.meshes.start(name, Application.class, type, "spring.threads.virtual.enabled=" + virtual,
				"starling.health.group=work", "starling.health.interval=50ms",
				"management.endpoint.health.group.work.include=application");
	}

	private static ServiceStatus status(ConfigurableApplicationContext shop) {
		return rows(mesh(shop)).stream()
			.filter((row) -> row.serviceId().equals("orders"))
			.map(ServiceRow::status)
			.findFirst()
			.orElseThrow();
	}

	// Older versions of Java do not know the question.
	private static boolean isVirtual(Thread thread) {
		var question = ReflectionUtils.findMethod(Thread.class, "isVirtual");
		return question != null && (boolean) ReflectionUtils.invokeMethod(question, thread);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private volatile boolean healthy = true;

		/** The thread that took the last look from the watch. */
		private volatile Thread looker;

		private volatile int heartbeats;

		@EventListener
		synchronized void heard(HeartbeatEvent event) {
			this.heartbeats++;
		}

		@Bean
		HealthIndicator applicationHealthIndicator() {
			return () -> {
				if (Thread.currentThread().getName().startsWith("starling-health-")) {
					this.looker = Thread.currentThread();
				}
				return (this.healthy ? Health.up() : Health.down()).build();
			};
		}

	}

}

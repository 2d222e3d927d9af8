package io.starling.spring.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.starling.mesh.model.Liveness;
import io.starling.spring.TestSnapshot;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.client.discovery.event.HeartbeatEvent;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueHeartbeatTest {

	private final TestSnapshot mesh = new TestSnapshot();

	private final ServiceCatalogue catalogue = new ServiceCatalogue(this.mesh::get);

	private final List<Object> values = new CopyOnWriteArrayList<>();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final CatalogueHeartbeat heartbeat = new CatalogueHeartbeat(this.catalogue, this::receive);

	@AfterEach
	void stop() {
		this.heartbeat.stop();
	}

	@Test
	void publishesEachChangeOffTheThreadThatMadeIt() {
		this.heartbeat.start();
		change(ServiceStatus.UP);
		published(1L);
		change(ServiceStatus.DOWN);
		published(1L, 2L);
		assertThat(this.threads).doesNotContain(Thread.currentThread());
	}

	@Test
	void publishesWhatChangedBeforeItStarted() {
		change(ServiceStatus.UP);
		this.heartbeat.start();
		published(1L);
	}

	@Test
	void publishesNothingWhereNothingChanged() {
		this.heartbeat.start();
		this.mesh.with(1, Liveness.SUSPECT);
		this.catalogue.refresh();
		change(ServiceStatus.UP);
		published(1L);
		this.mesh.with(1, Liveness.ALIVE);
		this.catalogue.refresh();
		change(ServiceStatus.DOWN);
		published(1L, 2L);
	}

	@Test
	void makesOneEventOfChangesThatComeWhileAListenerWorks() throws InterruptedException {
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch finish = new CountDownLatch(1);
		CatalogueHeartbeat slow = new CatalogueHeartbeat(this.catalogue, (event) -> {
			this.values.add(((HeartbeatEvent) event).getValue());
			working.countDown();
			await(finish);
		});
		slow.start();
		change(ServiceStatus.UP);
		await(working);
		change(ServiceStatus.DOWN);
		change(ServiceStatus.UP);
		change(ServiceStatus.DOWN);
		finish.countDown();
		published(1L, 4L);
		slow.stop();
	}

	@Test
	void survivesAListenerThatFails() {
		CatalogueHeartbeat failing = new CatalogueHeartbeat(this.catalogue, (event) -> {
			this.values.add(((HeartbeatEvent) event).getValue());
			throw new IllegalStateException("as the test wants");
		});
		failing.start();
		change(ServiceStatus.UP);
		published(1L);
		change(ServiceStatus.DOWN);
		published(1L, 2L);
		failing.stop();
	}

	@Test
	void isSilentOnceStopped() {
		this.heartbeat.start();
		change(ServiceStatus.UP);
		published(1L);
		this.heartbeat.stop();
		change(ServiceStatus.DOWN);
		assertThat(this.values).containsExactly(1L);
		this.heartbeat.start();
		published(1L, 2L);
	}

	private void receive(Object event) {
		this.threads.add(Thread.currentThread());
		this.values.add(((HeartbeatEvent) event).getValue());
	}

	private void change(ServiceStatus status) {
		this.mesh.service(1, "orders", status);
		this.catalogue.refresh();
	}

	private void published(Object... expected) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(this.values).containsExactly(expected));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

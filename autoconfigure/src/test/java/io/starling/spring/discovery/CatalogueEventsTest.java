package io.starling.spring.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.starling.mesh.model.Liveness;
import io.starling.spring.TestSnapshot;
import io.starling.spring.discovery.InstanceChangedEvent.Kind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.client.discovery.event.HeartbeatEvent;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueEventsTest {

	private final TestSnapshot mesh = new TestSnapshot();

	private final ServiceCatalogue catalogue = new ServiceCatalogue(this.mesh::get, new TestTime());

	private final List<Object> heard = new CopyOnWriteArrayList<>();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final List<CatalogueEvents> started = new ArrayList<>();

	@AfterEach
	void stop() {
		this.started.forEach(CatalogueEvents::stop);
	}

	@Test
	void tellEachChangeInOrderOffTheThreadThatMadeIt() {
		listen();
		service(1, "orders", ServiceStatus.UP);
		heard("ADDED orders-1", 1L);
		service(1, "orders", ServiceStatus.UP, Map.of("weight", "2"));
		heard("ADDED orders-1", 1L, "CHANGED orders-1", 2L);
		service(1, "orders", ServiceStatus.DRAINING);
		heard("ADDED orders-1", 1L, "CHANGED orders-1", 2L, "REMOVED orders-1", 3L);
		assertThat(this.threads).hasSize(6).extracting(Thread::getName).containsOnly("starling-events");
	}

	@Test
	void tellWhatIsThereWhenTheyStart() {
		service(1, "orders", ServiceStatus.UP);
		service(2, "billing", ServiceStatus.UP);
		service(3, "billing", ServiceStatus.DOWN);
		listen();
		heard("ADDED orders-1", "ADDED billing-2", 2L);
	}

	@Test
	void tellSuspicionsWithoutAHeartbeat() {
		service(1, "orders", ServiceStatus.UP);
		listen();
		heard("ADDED orders-1", 1L);
		liveness(1, Liveness.SUSPECT);
		heard("ADDED orders-1", 1L, "SUSPECTED orders-1");
		liveness(1, Liveness.ALIVE);
		heard("ADDED orders-1", 1L, "SUSPECTED orders-1", "TRUSTED orders-1");
	}

	@Test
	void tellNoRemovalOfTheLastThatArePresumedDead() {
		service(1, "orders", ServiceStatus.UP);
		listen();
		heard("ADDED orders-1", 1L);
		this.mesh.dead(1, false);
		this.catalogue.refresh();
		heard("ADDED orders-1", 1L, "SUSPECTED orders-1");
		service(2, "orders", ServiceStatus.UP);
		heard("ADDED orders-1", 1L, "SUSPECTED orders-1", "REMOVED orders-1", "ADDED orders-2", 2L);
	}

	@Test
	void tellNothingWhenASuspectIsPresumedDeadAndTrustWhenItIsBack() {
		service(1, "orders", ServiceStatus.UP);
		listen();
		heard("ADDED orders-1", 1L);
		liveness(1, Liveness.SUSPECT);
		heard("ADDED orders-1", 1L, "SUSPECTED orders-1");
		this.mesh.dead(1, false);
		this.catalogue.refresh();
		this.mesh.with(1, Liveness.ALIVE);
		service(1, "orders", ServiceStatus.UP);
		heard("ADDED orders-1", 1L, "SUSPECTED orders-1", "TRUSTED orders-1");
	}

	@Test
	void tellNothingWhereNothingChanged() {
		listen();
		service(1, "orders", ServiceStatus.UP);
		heard("ADDED orders-1", 1L);
		service(1, "orders", ServiceStatus.UP);
		service(2, "orders", ServiceStatus.STARTING);
		liveness(2, Liveness.SUSPECT);
		service(1, "orders", ServiceStatus.DOWN);
		heard("ADDED orders-1", 1L, "REMOVED orders-1", 2L);
	}

	@Test
	void carryTheInstanceBeforeAndAfter() {
		List<InstanceChangedEvent> events = new CopyOnWriteArrayList<>();
		listen((event) -> Stream.of(event)
			.filter(InstanceChangedEvent.class::isInstance)
			.map(InstanceChangedEvent.class::cast)
			.forEach(events::add));
		service(1, "orders", ServiceStatus.UP);
		heard("ADDED orders-1", 1L);
		this.mesh.with(1, Liveness.SUSPECT);
		service(1, "orders", ServiceStatus.UP, Map.of("weight", "2"));
		heard("ADDED orders-1", 1L, "CHANGED orders-1", "SUSPECTED orders-1", 2L);
		this.mesh.without(1);
		this.catalogue.refresh();
		heard("ADDED orders-1", 1L, "CHANGED orders-1", "SUSPECTED orders-1", 2L, "REMOVED orders-1", 3L);
		assertThat(events.get(0).getBefore()).isNull();
		assertThat(events.get(0).getInstance()).isSameAs(events.get(0).getAfter());
		assertThat(events.get(0).getServiceId()).isEqualTo("orders");
		assertThat(events.get(1).getBefore().getMetadata()).isEmpty();
		assertThat(events.get(1).getAfter().getMetadata()).containsEntry("weight", "2");
		assertThat(events.get(1).getAfter().isSuspect()).isFalse();
		assertThat(events.get(2).getBefore()).isSameAs(events.get(1).getAfter());
		assertThat(events.get(2).getAfter().isSuspect()).isTrue();
		assertThat(events.get(3).getAfter()).isNull();
		assertThat(events.get(3).getInstance()).isSameAs(events.get(3).getBefore());
	}

	@Test
	void tellOfAnotherInstanceInTheSameRowAsOfTwo() {
		service(1, "orders", ServiceStatus.UP);
		listen();
		heard("ADDED orders-1", 1L);
		service(1, "billing", ServiceStatus.UP);
		heard("ADDED orders-1", 1L, "REMOVED orders-1", "ADDED billing-1", 2L);
	}

	@Test
	void tellTogetherWhatHappensWhileAListenerWorks() throws InterruptedException {
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch finish = new CountDownLatch(1);
		listen((event) -> {
			working.countDown();
			await(finish);
		});
		service(1, "orders", ServiceStatus.UP);
		working.await();
		service(1, "orders", ServiceStatus.DOWN);
		service(1, "orders", ServiceStatus.UP, Map.of("weight", "2"));
		service(2, "orders", ServiceStatus.UP);
		service(2, "orders", ServiceStatus.DOWN);
		finish.countDown();
		heard("ADDED orders-1", 1L, "CHANGED orders-1", 5L);
	}

	@Test
	void surviveAListenerThatFails() {
		listen((event) -> {
			if (event instanceof HeartbeatEvent) {
				throw new IllegalStateException("as the test wants");
			}
			throw new LinkageError("as the test wants");
		});
		service(1, "orders", ServiceStatus.UP);
		heard("ADDED orders-1", 1L);
		service(1, "orders", ServiceStatus.DOWN);
		heard("ADDED orders-1", 1L, "REMOVED orders-1", 2L);
	}

	@Test
	void areSilentOnceStoppedAndTellTheRestOnceTheyStartAgain() {
		CatalogueEvents events = listen();
		service(1, "orders", ServiceStatus.UP);
		heard("ADDED orders-1", 1L);
		events.stop();
		service(1, "orders", ServiceStatus.DOWN);
		service(2, "orders", ServiceStatus.UP);
		heard("ADDED orders-1", 1L);
		events.start();
		heard("ADDED orders-1", 1L, "REMOVED orders-1", "ADDED orders-2", 3L);
	}

	@Test
	void tellWhatAStopCutOffAtTheNextStart() throws InterruptedException {
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch finish = new CountDownLatch(1);
		service(1, "orders", ServiceStatus.UP);
		service(2, "orders", ServiceStatus.UP);
		CatalogueEvents events = listen((event) -> {
			working.countDown();
			await(finish);
		});
		working.await();
		events.stop();
		finish.countDown();
		events.start();
		heard("ADDED orders-1", "ADDED orders-2", 2L);
	}

	private CatalogueEvents listen() {
		return listen((event) -> {
		});
	}

	private CatalogueEvents listen(Consumer<Object> listener) {
		CatalogueEvents events = new CatalogueEvents(this.catalogue, (event) -> {
			this.threads.add(Thread.currentThread());
			this.heard.add(inWords(event));
			listener.accept(event);
		});
		this.started.add(events);
		events.start();
		return events;
	}

	private static Object inWords(Object event) {
		if (event instanceof InstanceChangedEvent change) {
			Kind kind = change.getKind();
			return kind + " " + change.getInstance().getInstanceId();
		}
		return ((HeartbeatEvent) event).getValue();
	}

	private void service(int member, String service, ServiceStatus status) {
		service(member, service, status, Map.of());
	}

	private void service(int member, String service, ServiceStatus status, Map<String, String> metadata) {
		this.mesh.service(member, service, status, metadata);
		this.catalogue.refresh();
	}

	private void liveness(int member, Liveness liveness) {
		this.mesh.with(member, liveness);
		this.catalogue.refresh();
	}

	private void heard(Object... expected) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(10))
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(this.heard).containsExactly(expected));
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

package io.starling.spring.discovery;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.log.LogQueue;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.spring.TestSnapshot;
import io.starling.spring.follow.MalformedRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcollections.PSortedMap;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.ServiceInstance;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

@ExtendWith(OutputCaptureExtension.class)
class ServiceCatalogueTest {

	private final TestSnapshot mesh = new TestSnapshot();

	private final ServiceCatalogue catalogue = new ServiceCatalogue(this.mesh::get, new TestTime());

	@Test
	void listsInstancesThatAreUp() {
		this.mesh.service(1, "orders", ServiceStatus.UP).service(2, "orders", ServiceStatus.UP);
		this.catalogue.refresh();
		assertThat(this.catalogue.services()).containsExactly("orders");
		assertThat(ids("orders")).containsExactly("orders-1", "orders-2");
		assertThat(this.catalogue.instances("billing")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = ServiceStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "UP")
	void doesNotListInstancesThatSayAnythingElse(ServiceStatus status) {
		this.mesh.service(1, "orders", status);
		this.catalogue.refresh();
		assertThat(this.catalogue.services()).isEmpty();
		assertThat(this.catalogue.instances("orders")).isEmpty();
		assertThat(this.catalogue.revision()).isZero();
	}

	@Test
	void listsSuspectedInstancesLast() {
		this.mesh.service(1, "orders", ServiceStatus.UP)
			.service(2, "orders", ServiceStatus.UP)
			.with(1, Liveness.SUSPECT);
		this.catalogue.refresh();
		assertThat(ids("orders")).containsExactly("orders-2", "orders-1");
		assertThat(this.catalogue.instances("orders")).last()
			.isInstanceOfSatisfying(StarlingServiceInstance.class, (it) -> assertThat(it.isSuspect()).isTrue());
	}

	@Test
	void takesARowThatIsWrittenAgainForNoChangeWheneverThatWas() {
		ServiceRow row = new ServiceRow("orders", "orders-1", "127.0.0.1", 80, false, ServiceStatus.UP, "", Map.of(),
				0);
		this.mesh.row(1, row.toColumns(Instant.EPOCH).encode());
		this.catalogue.refresh();
		List<ServiceInstance> before = this.catalogue.instances("orders");
		this.mesh.row(1, row.toColumns(Instant.EPOCH.plusSeconds(1)).encode());
		this.catalogue.refresh();
		assertThat(this.catalogue.revision()).isEqualTo(1);
		assertThat(this.catalogue.instances("orders")).isEqualTo(before);
	}

	@Test
	void keepsTheCaseOfNamesAndFindsThemInAnyCase() {
		this.mesh.service(1, "Orders", ServiceStatus.UP);
		this.catalogue.refresh();
		assertThat(this.catalogue.services()).containsExactly("Orders");
		assertThat(ids("Orders")).isEqualTo(ids("ORDERS")).isEqualTo(ids("orders")).hasSize(1);
	}

	@Test
	void takesNamesThatDifferInCaseOnlyForOneService() {
		this.mesh.service(1, "orders", ServiceStatus.UP).service(2, "Orders", ServiceStatus.UP);
		this.catalogue.refresh();
		assertThat(this.catalogue.services()).containsExactly("Orders");
		assertThat(ids("orders")).containsExactlyInAnyOrder("orders-1", "Orders-2");
	}

	@Test
	void countsARevisionForEachChangeOfWhatItLists() {
		this.mesh.service(1, "orders", ServiceStatus.UP);
		this.catalogue.refresh();
		assertThat(this.catalogue.revision()).isEqualTo(1);
		this.mesh.service(1, "orders", ServiceStatus.UP, Map.of("weight", "2"));
		this.catalogue.refresh();
		assertThat(this.catalogue.revision()).isEqualTo(2);
		this.mesh.without(1);
		this.catalogue.refresh();
		assertThat(this.catalogue.revision()).isEqualTo(3);
	}

	@Test
	void countsNoRevisionForSuspicionsOtherTablesOrRowsWrittenAgain() {
		this.mesh.service(1, "orders", ServiceStatus.UP);
		this.catalogue.refresh();
		this.mesh.with(1, Liveness.SUSPECT);
		this.catalogue.refresh();
		AtomicInteger changes = new AtomicInteger();
		this.catalogue.watch(changes::incrementAndGet);
		this.mesh.with(3, Liveness.ALIVE).row("prices", 3, Columns.EMPTY.encode());
		this.catalogue.refresh();
		this.mesh.service(1, "orders", ServiceStatus.UP);
		this.catalogue.refresh();
		this.mesh.service(2, "orders", ServiceStatus.STARTING);
		this.catalogue.refresh();
		assertThat(this.catalogue.revision()).isEqualTo(1);
		assertThat(changes).hasValue(0);
	}

	@Test
	void tellsWatchersOfSuspicions() {
		this.mesh.service(1, "orders", ServiceStatus.UP);
		this.catalogue.refresh();
		AtomicInteger changes = new AtomicInteger();
		this.catalogue.watch(changes::incrementAndGet);
		this.mesh.with(1, Liveness.SUSPECT);
		this.catalogue.refresh();
		assertThat(changes).hasValue(1);
	}

	@Test
	void tellsWatchersUntilTheyEnd() {
		AtomicInteger changes = new AtomicInteger();
		var subscription = this.catalogue.watch(changes::incrementAndGet);
		this.mesh.service(1, "orders", ServiceStatus.UP);
		this.catalogue.refresh();
		subscription.close();
		this.mesh.service(2, "orders", ServiceStatus.UP);
		this.catalogue.refresh();
		assertThat(changes).hasValue(1);
	}

	@Test
	void leavesOutRowsThatCannotBeReadAndLogsEachMemberOnce(CapturedOutput output) {
		this.mesh.service(1, "orders", ServiceStatus.UP)
			.row(2, Bytes.copyOf(new byte[] { 5, 1, 2 }))
			.row(3, Columns.of(Map.of("service", "orders", "instance", "x", "host", "not a host"))
				.with("status", "UP")
				.encode());
		this.catalogue.refresh();
		this.mesh.row(2, Bytes.copyOf(new byte[] { 5, 1, 3 }));
		this.catalogue.refresh();
		assertThat(ids("orders")).containsExactly("orders-1");
		assertThat(this.catalogue.malformedRows()).isEqualTo(2);
		LogQueue.shared().written(Duration.ofMinutes(1)).join();
		assertThat(output.getOut().lines().filter((line) -> line.contains("Left out the row"))).hasSize(2);
		this.mesh.service(2, "orders", ServiceStatus.UP);
		this.catalogue.refresh();
		assertThat(ids("orders")).hasSize(2);
		assertThat(this.catalogue.malformedRows()).isEqualTo(1);
	}

	@Test
	void answersWithTheSameListUntilSomethingChanges() {
		this.mesh.service(1, "orders", ServiceStatus.UP).service(2, "billing", ServiceStatus.UP);
		this.catalogue.refresh();
		List<ServiceInstance> orders = this.catalogue.instances("orders");
		this.catalogue.refresh();
		assertThat(this.catalogue.instances("orders")).isSameAs(orders).isUnmodifiable();
	}

	@Test
	void clientsAnswerFromIt() {
		this.mesh.service(1, "orders", ServiceStatus.UP);
		this.catalogue.refresh();
		StarlingDiscoveryClient client = new StarlingDiscoveryClient(this.catalogue, 7);
		assertThat(client.getServices()).containsExactly("orders");
		assertThat(client.getInstances("orders")).hasSize(1);
		assertThat(client.getOrder()).isEqualTo(7);
		StarlingReactiveDiscoveryClient reactive = new StarlingReactiveDiscoveryClient(this.catalogue, 8);
		assertThat(reactive.getServices().collectList().block()).containsExactly("orders");
		assertThat(reactive.getInstances("orders").collectList().block()).hasSize(1);
		assertThat(reactive.getOrder()).isEqualTo(8);
	}

	@Test
	void probesOfItsClientsAskNobody() {
		ServiceCatalogue unread = new ServiceCatalogue(() -> {
			throw new AssertionError("The mesh was asked.");
		}, new TestTime());
		assertThatNoException().isThrownBy(new StarlingDiscoveryClient(unread, 0)::probe);
		assertThatNoException().isThrownBy(new StarlingReactiveDiscoveryClient(unread, 0).reactiveProbe()::block);
	}

	@Test
	void looksAgainAtWhatItCouldNotTakeIn() {
		this.mesh.service(1, "orders", ServiceStatus.UP);
		AtomicReference<MeshSnapshot> newest = new AtomicReference<>(this.mesh.get());
		TestTime time = new TestTime();
		ServiceCatalogue unlucky = new ServiceCatalogue(newest::get, time);
		unlucky.refresh();
		AtomicInteger changes = new AtomicInteger();
		unlucky.watch(changes::incrementAndGet);
		AtomicBoolean memory = new AtomicBoolean();
		newest.set(readableWith(memory, this.mesh.service(2, "orders", ServiceStatus.UP).get()));
		for (int i = 1; i <= 2; i++) {
			assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(unlucky::refresh);
			assertThat(unlucky.instances("orders")).hasSize(1);
			assertThat(time.asked()).isEqualTo(1);
		}
		memory.set(true);
		time.pass(Duration.ofSeconds(1));
		eventually(() -> assertThat(unlucky.instances("orders")).hasSize(2));
		eventually(() -> assertThat(changes).hasValue(1));
		assertThat(time.asked()).isZero();
	}

	/** The same rows, but going through them takes memory that may not be there. */
	@SuppressWarnings("unchecked")
	private static MeshSnapshot readableWith(AtomicBoolean memory, MeshSnapshot snapshot) {
		SortedMap<RowId, Row> rows = snapshot.table(ServiceRow.TABLE);
		var scarce = (PSortedMap<RowId, Row>) Proxy.newProxyInstance(PSortedMap.class.getClassLoader(),
				new Class<?>[] { PSortedMap.class }, (proxy, method, arguments) -> {
					if (!memory.get()) {
						throw new OutOfMemoryError("as the test wants");
					}
					return method.invoke(rows, arguments);
				});
		return new MeshSnapshot(snapshot.self(), snapshot.members(), snapshot.neighbours(), snapshot.linked(),
				snapshot.tables().plus(ServiceRow.TABLE, scarce), snapshot.digest(), snapshot.cutOff(),
				snapshot.departed());
	}

	@Test
	void doesNotWaitForTheLog() {
		CountDownLatch free = new CountDownLatch(1);
		UnsynchronizedAppenderBase<ILoggingEvent> blocking = new UnsynchronizedAppenderBase<>() {

			@Override
			protected void append(ILoggingEvent line) {
				try {
					free.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		};
		blocking.start();
		Logger logger = (Logger) LoggerFactory.getLogger(MalformedRows.class);
		logger.addAppender(blocking);
		try {
			this.mesh.service(1, "orders", ServiceStatus.UP).row(2, Bytes.copyOf(new byte[] { 5, 1, 2 }));
			assertThat(CompletableFuture.runAsync(this.catalogue::refresh)).succeedsWithin(Duration.ofMinutes(1));
			assertThat(ids("orders")).containsExactly("orders-1");
		}
		finally {
			free.countDown();
			LogQueue.shared().written(Duration.ofMinutes(1)).join();
			logger.detachAppender(blocking);
		}
	}

	@Test
	void tellsAllWatchersThoughOneFails() {
		AtomicInteger changes = new AtomicInteger();
		this.catalogue.watch(changes::incrementAndGet);
		this.catalogue.watch(() -> {
			throw new IllegalStateException("as the test wants");
		});
		this.catalogue.watch(() -> {
			throw new OutOfMemoryError("as the test wants");
		});
		this.catalogue.watch(changes::incrementAndGet);
		this.mesh.service(1, "orders", ServiceStatus.UP);
		this.catalogue.refresh();
		assertThat(changes).hasValue(2);
	}

	private List<String> ids(String service) {
		return this.catalogue.instances(service).stream().map(ServiceInstance::getInstanceId).toList();
	}

}

package io.starling.spring.discovery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Liveness;
import io.starling.spring.TestSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.ServiceInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

@ExtendWith(OutputCaptureExtension.class)
class ServiceCatalogueTest {

	private final TestSnapshot mesh = new TestSnapshot();

	private final ServiceCatalogue catalogue = new ServiceCatalogue(this.mesh::get, this.mesh);

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
		}, this.mesh);
		assertThatNoException().isThrownBy(new StarlingDiscoveryClient(unread, 0)::probe);
		assertThatNoException().isThrownBy(new StarlingReactiveDiscoveryClient(unread, 0).reactiveProbe()::block);
	}

	private List<String> ids(String service) {
		return this.catalogue.instances(service).stream().map(ServiceInstance::getInstanceId).toList();
	}

}

package io.starling.spring.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.starling.mesh.model.Liveness;
import io.starling.spring.TestSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.cloud.client.ServiceInstance;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Numbers 2 and 3 offer orders, number 1 looks for it.
 */
class LastInstancesTest {

	private final TestSnapshot mesh = new TestSnapshot().with(1, Liveness.ALIVE)
		.service(2, "orders", ServiceStatus.UP, Map.of("weight", "2"))
		.service(3, "orders", ServiceStatus.UP);

	private final TestTime time = new TestTime();

	private final ServiceCatalogue catalogue = new ServiceCatalogue(this.mesh::get, this.time);

	@BeforeEach
	void know() {
		this.catalogue.refresh();
		assertThat(listed()).containsExactly("orders-2", "orders-3");
	}

	@Test
	void stayListedAndMarkedWhereAllArePresumedDead() {
		see(this.mesh.with(2, Liveness.SUSPECT).with(3, Liveness.SUSPECT));
		see(this.mesh.dead(2, false).dead(3, false));
		assertThat(this.catalogue.services()).containsExactly("orders");
		assertThat(instances()).hasSize(2).allSatisfy((instance) -> {
			assertThat(instance.isSuspect()).isTrue();
			assertThat(instance.isPresumedDead()).isTrue();
			assertThat(instance.getMetadata()).containsEntry("starling.presumed-dead", "as the test says");
			assertThat(instance).asString().endsWith("(presumed dead)");
		});
		assertThat(instances().get(0).getMetadata()).containsEntry("weight", "2");
		assertThat(this.catalogue.presumedDead()).hasSize(2);
		assertThat(this.catalogue.revision()).isEqualTo(1);
	}

	@Test
	void areFoundByTheClients() {
		see(this.mesh.dead(2, false).dead(3, false));
		StarlingDiscoveryClient client = new StarlingDiscoveryClient(this.catalogue, 0);
		assertThat(client.getServices()).containsExactly("orders");
		assertThat(client.getInstances("ORDERS")).hasSize(2);
		StarlingReactiveDiscoveryClient reactive = new StarlingReactiveDiscoveryClient(this.catalogue, 0);
		assertThat(reactive.getServices().collectList().block()).containsExactly("orders");
		assertThat(reactive.getInstances("orders").collectList().block()).hasSize(2);
	}

	@Test
	void areNoneWhereAnotherIsTrusted() {
		see(this.mesh.dead(2, false));
		assertThat(listed()).containsExactly("orders-3");
		see(this.mesh.dead(3, false));
		assertThat(listed()).containsExactly("orders-3");
	}

	@Test
	void stayBesideThoseThatAreOnlySuspectedAndAfterThem() {
		see(this.mesh.with(2, Liveness.SUSPECT).with(3, Liveness.SUSPECT));
		see(this.mesh.dead(2, false));
		assertThat(listed()).containsExactly("orders-3", "orders-2");
		see(this.mesh.with(3, Liveness.ALIVE));
		assertThat(listed()).containsExactly("orders-3");
	}

	@Test
	void goWithProof() {
		see(this.mesh.dead(2, true));
		assertThat(listed()).containsExactly("orders-3");
		see(this.mesh.dead(3, true));
		assertThat(listed()).isEmpty();
		assertThat(this.catalogue.services()).isEmpty();
		assertThat(this.catalogue.revision()).isEqualTo(3);
	}

	@Test
	void goOnceTheProofComesLater() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.dead(2, true));
		assertThat(listed()).containsExactly("orders-3");
		see(this.mesh.dead(3, true));
		assertThat(listed()).isEmpty();
	}

	@Test
	void goWithAGoodbyeOrWithTheirRow() {
		see(this.mesh.left(2));
		assertThat(listed()).containsExactly("orders-3");
		see(this.mesh.without(3));
		assertThat(listed()).isEmpty();
	}

	@Test
	void goOnceAGoodbyeComesLater() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.left(2));
		see(this.mesh.left(3));
		assertThat(listed()).isEmpty();
	}

	@Test
	void areTrustedAgainOnceTheyAreBack() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.with(2, Liveness.ALIVE).service(2, "orders", ServiceStatus.UP));
		assertThat(listed()).containsExactly("orders-2");
		assertThat(instances().get(0).isSuspect()).isFalse();
		assertThat(instances().get(0).getMetadata()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = ServiceStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "UP")
	void goOnceTheirOwnersAreBackAndSayThatTheyAreNotReady(ServiceStatus status) {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.with(2, Liveness.ALIVE).service(2, "orders", status));
		assertThat(listed()).containsExactly("orders-3");
	}

	@Test
	void giveWayToANewInstanceOnceThatIsUp() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.service(4, "Orders", ServiceStatus.STARTING));
		assertThat(listed()).containsExactly("orders-2", "orders-3");
		see(this.mesh.service(4, "Orders", ServiceStatus.UP));
		assertThat(listed()).containsExactly("Orders-4");
		see(this.mesh.service(4, "Orders", ServiceStatus.DOWN));
		assertThat(listed()).isEmpty();
	}

	@Test
	void goOnceAnotherMemberLivesAtTheirMembersAddress() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.with(5, Liveness.ALIVE, 7002, false));
		assertThat(listed()).containsExactly("orders-3");
		see(this.mesh.left(5));
		assertThat(listed()).containsExactly("orders-3");
	}

	@Test
	void goOnceAnotherInstanceLivesAtTheirAddress() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.row(5, new ServiceRow("billing", "billing-5", "127.0.0.1", 8002, false, ServiceStatus.STARTING,
				"", Map.of(), 0)
			.toColumns()
			.encode()));
		assertThat(listed()).containsExactly("orders-3");
	}

	@Test
	void stayAfterTheMeshHasForgottenTheirMembers() {
		see(this.mesh.dead(2, false).dead(3, false));
		List<StarlingServiceInstance> before = instances();
		see(this.mesh.forget(2).forget(3).with(6, Liveness.ALIVE));
		see(this.mesh.with(7, Liveness.ALIVE));
		assertThat(listed()).containsExactly("orders-2", "orders-3");
		assertThat(instances()).extracting(StarlingServiceInstance::getMetadata)
			.isEqualTo(before.stream().map(StarlingServiceInstance::getMetadata).toList());
	}

	@Test
	void stayWhereTheMeshForgetsTheirMembersAtOnce() {
		see(this.mesh.forget(2).forget(3));
		assertThat(instances()).hasSize(2)
			.allSatisfy((it) -> assertThat(it.getMetadata()).containsEntry("starling.presumed-dead",
					"it has not been heard for long"));
	}

	@Test
	void goOnceOthersTellThatTheirMembersDepartedMeanwhile() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.forget(2).forget(3));
		see(this.mesh.departed(2));
		assertThat(listed()).containsExactly("orders-3");
		see(this.mesh.departed(3));
		assertThat(listed()).isEmpty();
	}

	@Test
	void goWhereTheirMembersAreForgottenThatDepartedForCertain() {
		see(this.mesh.departed(2).departed(3));
		assertThat(listed()).isEmpty();
	}

	@Test
	void waitForTheRowsOfMembersThatAreBack() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.with(2, Liveness.ALIVE).with(3, Liveness.ALIVE));
		assertThat(listed()).containsExactly("orders-2", "orders-3");
		this.time.pass(PresumedDead.ARRIVAL.dividedBy(2));
		see(this.mesh.with(2, Liveness.SUSPECT));
		assertThat(listed()).containsExactly("orders-2", "orders-3");
		see(this.mesh.service(2, "orders", ServiceStatus.UP).with(2, Liveness.ALIVE));
		assertThat(listed()).containsExactly("orders-2");
		assertThat(instances().get(0).isPresumedDead()).isFalse();
		assertThat(this.time.asked()).isZero();
	}

	@Test
	void waitForTheRowsOfMembersThatWereForgottenAndAreBack() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.forget(2).forget(3));
		see(this.mesh.with(2, Liveness.ALIVE).with(3, Liveness.ALIVE));
		assertThat(listed()).containsExactly("orders-2", "orders-3");
		see(this.mesh.service(2, "orders", ServiceStatus.UP));
		assertThat(listed()).containsExactly("orders-2");
	}

	@Test
	void waitForTheRowsOfMembersThatWereOnlySuspectedBefore() {
		see(this.mesh.with(2, Liveness.SUSPECT).with(3, Liveness.SUSPECT));
		see(this.mesh.forget(2).forget(3).with(2, Liveness.ALIVE).with(3, Liveness.ALIVE));
		assertThat(listed()).containsExactly("orders-2", "orders-3");
		assertThat(instances()).allMatch(StarlingServiceInstance::isPresumedDead);
	}

	@Test
	void doNotWaitForEver() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.with(2, Liveness.ALIVE).with(3, Liveness.ALIVE));
		this.time.pass(PresumedDead.ARRIVAL.minusMillis(1));
		see(this.mesh.with(6, Liveness.ALIVE));
		assertThat(listed()).containsExactly("orders-2", "orders-3");
		assertThat(this.time.asked()).isEqualTo(1);
		AtomicInteger changes = new AtomicInteger();
		this.catalogue.watch(changes::incrementAndGet);
		this.time.pass(Duration.ofMillis(1));
		eventually(() -> assertThat(changes).hasValue(1));
		assertThat(listed()).isEmpty();
		assertThat(this.time.asked()).isZero();
	}

	@Test
	void waitAnewWhereTheirMembersWereSilentOnceMore() {
		see(this.mesh.dead(2, false).dead(3, false));
		see(this.mesh.with(2, Liveness.ALIVE));
		see(this.mesh.dead(2, false));
		this.time.pass(PresumedDead.ARRIVAL);
		see(this.mesh.with(2, Liveness.ALIVE));
		assertThat(listed()).containsExactly("orders-2", "orders-3");
	}

	@Test
	void goAfterADay() {
		see(this.mesh.dead(2, false).dead(3, false));
		this.time.pass(PresumedDead.KEPT.dividedBy(2));
		see(this.mesh.forget(2).forget(3));
		assertThat(listed()).containsExactly("orders-2", "orders-3");
		this.time.pass(PresumedDead.KEPT.dividedBy(2));
		eventually(() -> assertThat(listed()).isEmpty());
		assertThat(this.time.asked()).isZero();
	}

	@Test
	void askForNoCallAnyMoreOnceTheCatalogueIsClosed() {
		see(this.mesh.dead(2, false).dead(3, false));
		assertThat(this.time.asked()).isEqualTo(1);
		this.catalogue.close();
		assertThat(this.time.asked()).isZero();
		see(this.mesh.with(2, Liveness.ALIVE));
		assertThat(this.time.asked()).isZero();
	}

	@Test
	void areOnlyWhatWasListed() {
		see(this.mesh.service(4, "billing", ServiceStatus.DRAINING).dead(4, false));
		assertThat(this.catalogue.services()).containsExactly("orders");
		ServiceCatalogue late = new ServiceCatalogue(this.mesh.dead(2, false).dead(3, false)::get, this.time);
		late.refresh();
		assertThat(late.services()).isEmpty();
	}

	@Test
	void tellWatchersOfTheMarkOnce() {
		AtomicInteger changes = new AtomicInteger();
		this.catalogue.watch(changes::incrementAndGet);
		see(this.mesh.dead(2, false).dead(3, false));
		List<StarlingServiceInstance> before = instances();
		see(this.mesh.with(6, Liveness.ALIVE));
		assertThat(changes).hasValue(1);
		assertThat(instances().get(0)).isSameAs(before.get(0));
	}

	@Test
	void haveNoMarkThatTheirOwnersMade() {
		see(this.mesh.service(2, "orders", ServiceStatus.UP, Map.of("starling.presumed-dead", "no")));
		assertThat(instances().get(0).getMetadata()).isEmpty();
	}

	private void see(TestSnapshot mesh) {
		assertThat(mesh).isSameAs(this.mesh);
		this.catalogue.refresh();
	}

	private List<StarlingServiceInstance> instances() {
		return this.catalogue.instances("orders").stream().map(StarlingServiceInstance.class::cast).toList();
	}

	private List<String> listed() {
		return this.catalogue.instances("orders").stream().map(ServiceInstance::getInstanceId).toList();
	}

}

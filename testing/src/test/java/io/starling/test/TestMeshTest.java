package io.starling.test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshStatus.Condition;
import io.starling.mesh.model.Liveness;
import io.starling.spring.discovery.ServiceStatus;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(MeshExtension.class)
class TestMeshTest {

	@Test
	void anApplicationFindsWhatATestStartsAndLosesWhatItKills(TestMesh mesh) {
		try (ConfigurableApplicationContext shop = shop(mesh)) {
			DiscoveryClient client = shop.getBean(DiscoveryClient.class);
			TestInstance first = mesh.start("inventory", 8081);
			TestInstance second = mesh.start("inventory", 8082).metadata("weight", "3");
			eventually(() -> assertThat(client.getInstances("inventory")).extracting(ServiceInstance::getPort)
				.containsExactlyInAnyOrder(8081, 8082));
			eventually(() -> assertThat(client.getInstances("inventory")).extracting(ServiceInstance::getMetadata)
				.anySatisfy((metadata) -> assertThat(metadata).containsEntry("weight", "3")));
			first.status(ServiceStatus.DRAINING);
			eventually(() -> assertThat(client.getInstances("inventory")).hasSize(1));
			second.kill();
			eventually(() -> assertThat(client.getInstances("inventory")).isEmpty());
			eventually(() -> assertThat(liveness(shop.getBean(Mesh.class), second.mesh())).isEqualTo(Liveness.DEAD));
			first.leave();
			eventually(() -> assertThat(liveness(shop.getBean(Mesh.class), first.mesh())).isEqualTo(Liveness.LEFT));
		}
	}

	@Test
	void aListenerThatIsStuckDoesNotMakeTheCatalogueStale(TestMesh mesh) {
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		try (ConfigurableApplicationContext shop = shop(mesh)) {
			DiscoveryClient client = shop.getBean(DiscoveryClient.class);
			shop.getBean(Mesh.class).watch((before, after) -> {
				stuck.countDown();
				awaitUninterruptibly(released);
			});
			mesh.start("inventory", 8081);
			awaitUninterruptibly(stuck);
			mesh.start("inventory", 8082);
			eventually(() -> assertThat(client.getInstances("inventory")).hasSize(2));
			released.countDown();
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void membersThatAreCutOffAreSuspectedAndComeBack(TestMesh mesh) {
		Mesh one = mesh.join();
		Mesh two = mesh.join();
		Mesh three = mesh.join();
		eventually(() -> assertThat(three.snapshot().linked()).hasSize(2));
		eventually(() -> assertThat(one.snapshot().linked()).hasSize(2));
		mesh.isolate(three);
		eventually(() -> assertThat(liveness(one, three)).isIn(Liveness.SUSPECT, Liveness.DEAD));
		eventually(() -> assertThat(three.status().condition()).isEqualTo(Condition.CUT_OFF));
		assertThat(liveness(one, two)).isEqualTo(Liveness.ALIVE);
		mesh.heal();
		eventually(() -> assertThat(liveness(one, three)).isEqualTo(Liveness.ALIVE));
		eventually(() -> assertThat(three.status().condition()).isEqualTo(Condition.CONNECTED));
	}

	@Test
	void brokenLinksStandAgainSoon(TestMesh mesh) {
		Mesh one = mesh.join();
		Mesh two = mesh.join();
		eventually(() -> assertThat(one.snapshot().linked()).hasSize(1));
		eventually(() -> assertThat(two.snapshot().linked()).hasSize(1));
		mesh.breakLinks(one, two);
		TestInstance after = mesh.start("inventory", 8081);
		eventually(() -> assertThat(one.snapshot().table("services")).hasSize(1));
		eventually(() -> assertThat(two.snapshot().table("services")).hasSize(1));
		eventually(() -> assertThat(one.snapshot().linked()).hasSize(2));
		assertThat(liveness(after.mesh(), one)).isEqualTo(Liveness.ALIVE);
		assertThat(liveness(one, two)).isEqualTo(Liveness.ALIVE);
	}

	@Test
	void anApplicationJoinsByImportOfTheConfiguration() {
		try (ConfigurableApplicationContext shop = new SpringApplicationBuilder(ImportingShop.class)
			.web(WebApplicationType.NONE)
			.run("--spring.application.name=shop")) {
			TestMesh mesh = shop.getBean(TestMesh.class);
			mesh.start("inventory", 8081);
			DiscoveryClient client = shop.getBean(DiscoveryClient.class);
			eventually(() -> assertThat(client.getServices()).containsExactly("inventory", "shop"));
		}
	}

	@Test
	void onlyItsOwnMembersCanBeCut(TestMesh mesh) {
		Mesh one = mesh.join();
		try (TestMesh other = new TestMesh()) {
			Mesh stranger = other.join();
			assertThatIllegalArgumentException().isThrownBy(() -> mesh.cut(one, stranger))
				.withMessageContaining("none of this mesh");
		}
	}

	private static ConfigurableApplicationContext shop(TestMesh mesh) {
		return new SpringApplicationBuilder(Shop.class).web(WebApplicationType.NONE)
			.initializers((context) -> context.getBeanFactory().registerSingleton("starlingMesh", mesh.join()))
			.run("--spring.application.name=shop");
	}

	private static Liveness liveness(Mesh viewer, Mesh member) {
		return viewer.snapshot().member(member.snapshot().self()).orElseThrow().liveness();
	}

	private static void eventually(ThrowingRunnable assertion) {
		Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(TestMeshConfiguration.class)
	static class ImportingShop {

	}

}

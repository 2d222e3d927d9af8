package io.starling.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.protocol.Settings;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.StarlingServiceInstance;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a catalogue lists while those who offer a service are silent.
 */
@ExtendWith(MeshExtension.class)
class SilenceTest {

	@Test
	void ofHalfTheMeshEmptiesNoList(TestMesh mesh) {
		Mesh one = mesh.join(settings());
		Mesh two = mesh.join(settings());
		List<TestInstance> dark = List.of(mesh.start("inventory", 8081), mesh.start("inventory", 8082));
		try (ServiceCatalogue catalogue = ServiceCatalogue.follow(one)) {
			eventually(() -> assertThat(instances(catalogue)).hasSize(2));
			eventually(() -> assertThat(one.snapshot().linked()).hasSize(3));
			eventually(() -> assertThat(two.snapshot().linked()).hasSize(3));
			AtomicInteger fewest = new AtomicInteger(2);
			long revision = catalogue.revision();
			catalogue.watch(() -> fewest.accumulateAndGet(instances(catalogue).size(), Math::min));
			dark.forEach((instance) -> {
				mesh.cut(one, instance.mesh());
				mesh.cut(two, instance.mesh());
			});
			eventually(() -> assertThat(instances(catalogue)).hasSize(2)
				.allMatch(StarlingServiceInstance::isSuspect)
				.allMatch(StarlingServiceInstance::isPresumedDead));
			assertThat(dark).allSatisfy((it) -> assertThat(liveness(one, it)).isEqualTo(Liveness.DEAD));
			assertThat(catalogue.services()).containsExactly("inventory");
			assertThat(fewest).hasValue(2);
			assertThat(catalogue.revision()).isEqualTo(revision);
			mesh.heal();
			eventually(() -> assertThat(instances(catalogue)).hasSize(2).noneMatch(StarlingServiceInstance::isSuspect));
			// The first that is back may be the only one for a moment.
			assertThat(fewest).hasPositiveValue();
		}
	}

	@Test
	void ofTheOnlyOtherMemberEmptiesNoList(TestMesh mesh) {
		Mesh one = mesh.join(settings());
		TestInstance dark = mesh.start("inventory", 8081);
		try (ServiceCatalogue catalogue = ServiceCatalogue.follow(one)) {
			eventually(() -> assertThat(instances(catalogue)).hasSize(1));
			eventually(() -> assertThat(one.snapshot().linked()).hasSize(1));
			mesh.cut(one, dark.mesh());
			eventually(() -> assertThat(liveness(one, dark)).isEqualTo(Liveness.DEAD));
			eventually(() -> assertThat(instances(catalogue)).singleElement()
				.matches(StarlingServiceInstance::isPresumedDead));
		}
	}

	@Test
	void endsWithTheInstanceThatReplacesTheSilentOnes(TestMesh mesh) {
		Mesh one = mesh.join(settings());
		mesh.join(settings());
		mesh.join(settings());
		TestInstance dark = mesh.start("inventory", 8081);
		try (ServiceCatalogue catalogue = ServiceCatalogue.follow(one)) {
			eventually(() -> assertThat(instances(catalogue)).hasSize(1));
			eventually(() -> assertThat(one.snapshot().linked()).hasSize(3));
			mesh.isolate(dark.mesh());
			eventually(() -> assertThat(instances(catalogue)).singleElement()
				.matches(StarlingServiceInstance::isPresumedDead));
			mesh.start("inventory", 8082);
			eventually(() -> assertThat(instances(catalogue)).singleElement()
				.matches((it) -> it.getPort() == 8082 && !it.isSuspect()));
		}
	}

	@Test
	void endsWithAGoodbyeThatNobodyHeardWhoWasCutOff(TestMesh mesh) {
		Mesh one = mesh.join(settings());
		mesh.join(settings());
		mesh.join(settings());
		TestInstance retired = mesh.start("inventory", 8081);
		TestInstance staying = mesh.start("pricing", 8082);
		try (ServiceCatalogue catalogue = ServiceCatalogue.follow(one)) {
			eventually(() -> assertThat(catalogue.services()).containsExactly("inventory", "pricing"));
			eventually(() -> assertThat(one.snapshot().linked()).hasSize(4));
			mesh.isolate(one);
			// For half of the retention, so that it meets the mesh as a newcomer.
			eventually(() -> assertThat(liveness(one, staying)).isEqualTo(Liveness.DEAD));
			retired.leave();
			assertThat(instances(catalogue)).singleElement().matches(StarlingServiceInstance::isPresumedDead);
			mesh.heal();
			eventually(() -> assertThat(catalogue.services()).containsExactly("pricing"));
			eventually(() -> assertThat(catalogue.presumedDead()).isEmpty());
		}
	}

	@Test
	void isNotWhatAKilledProcessLeaves(TestMesh mesh) {
		Mesh one = mesh.join();
		mesh.join();
		mesh.join();
		TestInstance killed = mesh.start("inventory", 8081);
		try (ServiceCatalogue catalogue = ServiceCatalogue.follow(one)) {
			eventually(() -> assertThat(instances(catalogue)).hasSize(1));
			eventually(() -> assertThat(one.snapshot().linked()).hasSize(3));
			killed.kill();
			eventually(() -> assertThat(catalogue.services()).isEmpty());
			assertThat(catalogue.presumedDead()).isEmpty();
		}
	}

	/** Quick to give up. */
	private static MeshSettings settings() {
		Settings usual = Settings.defaults();
		return MeshSettings.defaults()
			.withProtocol(new Settings(usual.rings(), usual.tick(), Duration.ofMillis(500), Duration.ofMillis(200),
					Duration.ofSeconds(2), usual.joinInterval(), Duration.ofSeconds(1), usual.mixInterval(),
					usual.linger(), Duration.ofSeconds(20), usual.maxState(), usual.maxOwnerWeight()));
	}

	private static List<StarlingServiceInstance> instances(ServiceCatalogue catalogue) {
		return catalogue.instances("inventory").stream().map(StarlingServiceInstance.class::cast).toList();
	}

	private static Liveness liveness(Mesh viewer, TestInstance instance) {
		return viewer.snapshot().member(instance.mesh().snapshot().self()).orElseThrow().liveness();
	}

	private static void eventually(ThrowingRunnable assertion) {
		Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
	}

}

package io.starling.mesh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Row;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * This build and a later one in one mesh, on real sockets.
 */
class TwoBuildsTest {

	@TempDir
	private Path directory;

	private final List<Mesh> meshes = new ArrayList<>();

	@AfterEach
	void leaveAll() {
		this.meshes.forEach(Mesh::close);
		System.clearProperty("later-build");
	}

	@Test
	void theTwoFormOneMeshAndWhatTheLaterOneWroteIsPassedOnAsItCame() throws Exception {
		try (LaterBuild build = new LaterBuild(this.directory)) {
			Mesh first = start(1);
			Function<String, String> later = build.start(portOf(first));
			eventually(() -> assertThat(first.snapshot().table("greetings")).hasSize(1));
			assertThat(System.getProperty("later-build")).as("spoken with today's build").isNull();
			Function<String, String> another = build.start(Integer.parseInt(later.apply("port")));
			Mesh last = start(portOf(first));
			last.put("greetings", "today", Columns.EMPTY.with("text", "hello")).join();
			String digest = last.snapshot().digest().toString();
			assertThat(digest).isNotEmpty();
			eventually(() -> {
				assertThat(List.of(first.snapshot().digest().toString(), last.snapshot().digest().toString(),
						another.apply("digest")))
					.containsOnly(later.apply("digest"));
				assertThat(last.snapshot().table("greetings")).hasSize(3);
				assertThat(List.of(later.apply("linked"), another.apply("linked"))).containsOnly("3");
			});
			List<String> rows = last.snapshot()
				.table("greetings")
				.values()
				.stream()
				.map(Row::block)
				.map(Object::toString)
				.toList();
			assertThat(later.apply("rows")).isEqualTo(rows.toString());
			assertThat(rows).filteredOn((row) -> row.contains(LaterBuild.SIGNATURE)).hasSize(2);
			assertThat(last.snapshot().members().values())
				.anyMatch((state) -> state.member().block().toString().equals(later.apply("record")));
			assertThat(later.apply("record")).contains(LaterBuild.SIGNATURE);
			assertThat(System.getProperty("later-build")).as("spoken by two later ones").isEqualTo("2");
			assertThat(List.of(later.apply("malformed"), another.apply("malformed"))).containsOnly("0");
			assertThat(List.of(first.count(Activity.MALFORMED), last.count(Activity.MALFORMED))).containsOnly(0L);
			assertThat(first.count(Activity.DEATHS) + last.count(Activity.DEATHS)).isZero();
		}
	}

	private Mesh start(int seed) {
		Mesh mesh = Mesh.start(MeshSettings.defaults()
			.withName("two-builds")
			.withPorts(0, 0)
			.withSeeds(List.of(new Endpoint("127.0.0.1", seed))));
		this.meshes.add(mesh);
		return mesh;
	}

	private static int portOf(Mesh mesh) {
		return mesh.self().endpoint().port();
	}

	private static void eventually(ThrowingRunnable assertion) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
	}

}

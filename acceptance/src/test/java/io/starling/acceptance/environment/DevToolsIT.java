package io.starling.acceptance.environment;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.web.client.RestClient;

import static io.starling.acceptance.process.ProcessMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Boot's developer tools start an application again in the same process: the member of
 * before says goodbye and leaves nothing behind.
 */
class DevToolsIT {

	private static final int RESTARTS = 2;

	@TempDir
	private Path watched;

	@Test
	void leaveOneInstanceAndNothingOfTheOneBefore() throws IOException {
		try (ProcessMesh mesh = new ProcessMesh(); ApplicationProcess application = start(mesh)) {
			application.awaitStart();
			MemberState member = awaitOneUp(mesh, Set.of());
			Map<String, Long> threads = threads(mesh);
			assertThat(threads).containsKey("starling");
			for (int restart = 1; restart <= RESTARTS; restart++) {
				MemberState before = member;
				Files.writeString(this.watched.resolve("changed"), String.valueOf(restart));
				member = awaitOneUp(mesh, Set.of(before));
				assertThat(mesh.mesh().snapshot().member(before.member().id()).map(MemberState::liveness))
					.contains(Liveness.LEFT);
				// Those that have nothing to do end after a while.
				eventually(() -> assertThat(threads(mesh)).allSatisfy(
						(name, count) -> assertThat(count).isLessThanOrEqualTo(threads.getOrDefault(name, 0L))));
				assertNobodyAt(before.member().endpoint(), member.member().endpoint());
			}
			assertThat(mesh.mesh().snapshot().all()).hasSize(2 + RESTARTS)
				.extracting(MemberState::liveness)
				.doesNotContain(Liveness.DEAD);
		}
	}

	private ApplicationProcess start(ProcessMesh mesh) {
		List<String> arguments = Stream
			.concat(mesh.properties().stream(),
					Stream.of("spring.application.name=orders", "spring.main.web-application-type=servlet",
							"spring.devtools.livereload.enabled=false", "spring.devtools.restart.poll-interval=200ms",
							"spring.devtools.restart.quiet-period=100ms",
							"spring.devtools.restart.additional-paths=" + this.watched))
			.map((property) -> "--" + property)
			.toList();
		return ApplicationProcess.start("devtools",
				List.of("-Dspring.devtools.restart.enabled=true", "-cp", ApplicationProcess.classPath()),
				Restarted.class, arguments);
	}

	/** Waits for the one instance, which is another member than those. */
	private static MemberState awaitOneUp(ProcessMesh mesh, Set<MemberState> others) {
		Set<String> ids = others.stream().map((state) -> state.member().id().toString()).collect(Collectors.toSet());
		eventually(() -> assertThat(mesh.instances("orders")).singleElement()
			.satisfies((instance) -> assertThat(ids).doesNotContain(memberId(instance))));
		String id = memberId(mesh.instances("orders").get(0));
		return mesh.mesh()
			.snapshot()
			.all()
			.stream()
			.filter((state) -> state.member().id().toString().equals(id))
			.findFirst()
			.orElseThrow();
	}

	private static String memberId(ServiceInstance instance) {
		return instance.getInstanceId().substring(instance.getInstanceId().lastIndexOf(':') + 1);
	}

	/** How many threads there are of each name, apart from their numbers. */
	private static Map<String, Long> threads(ProcessMesh mesh) {
		String url = mesh.instances("orders").get(0).getUri() + "/threads";
		String[] names = RestClient.create(url).get().retrieve().body(String[].class);
		return Arrays.stream(names)
			.collect(Collectors.groupingBy((name) -> name.replaceAll("-?[0-9]+", ""), TreeMap::new,
					Collectors.counting()));
	}

	// The new one may have been given the same port.
	private static void assertNobodyAt(Endpoint before, Endpoint now) {
		if (!before.equals(now)) {
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket(InetAddress.getByName(before.host()), before.port()).close());
		}
	}

}

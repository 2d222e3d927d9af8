package io.starling.mesh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.transport.NameLookup;
import io.starling.mesh.transport.TestNames;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Real members on real loopback sockets.
 */
class MeshTest {

	private static final Columns STATE = Columns.EMPTY.with("text", "hello");

	private final List<Mesh> meshes = new ArrayList<>();

	private final MeshThreads threads = MeshThreads.create(2);

	@AfterEach
	void leaveAll() {
		this.meshes.forEach(Mesh::close);
		this.threads.close();
	}

	@Test
	void preparingLeavesNoTrace() {
		Mesh.prepare();
		eventually(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().startsWith("starling-")));
		List<Mesh> mesh = start(2);
		eventually(() -> mesh.stream().allMatch((member) -> member.snapshot().present().size() == 2));
	}

	@Test
	void membersFindEachOtherThroughOneSeed() {
		List<Mesh> mesh = start(10);
		eventually(() -> mesh.stream().allMatch((member) -> member.snapshot().present().size() == 10));
		eventually(() -> mesh.stream().map((member) -> member.snapshot().digest()).distinct().count() == 1);
		assertThat(mesh.get(0).status().condition()).isEqualTo(MeshStatus.Condition.CONNECTED);
	}

	@Test
	void aRowIsReadByEverybodyAndWithdrawnFromEverybody() {
		List<Mesh> mesh = start(5);
		eventually(() -> mesh.stream().allMatch((member) -> member.snapshot().present().size() == 5));
		Row row = mesh.get(0).put("greetings", "a", STATE).join();
		assertThat(mesh.get(0).snapshot().row(row.id())).contains(row);
		eventually(() -> mesh.stream().allMatch((member) -> member.snapshot().row(row.id()).isPresent()));
		assertThat(mesh.get(0).withdraw("greetings", "a").join()).isTrue();
		eventually(() -> mesh.stream().allMatch((member) -> member.snapshot().table("greetings").isEmpty()));
		assertThat(mesh.get(0).withdraw("greetings", "a").join()).isFalse();
	}

	@Test
	void whoWritesARowLearnsWhoHoldsIt() {
		List<Mesh> mesh = start(10);
		eventually(() -> mesh.stream().allMatch((member) -> member.snapshot().present().size() == 10));
		Mesh owner = mesh.get(3);
		Row row = owner.put("greetings", "", STATE).join();
		Confirmation confirmation = owner.confirm("greetings", "", Duration.ofSeconds(60)).join();
		assertThat(confirmation).isEqualTo(new Confirmation(9, 9));
		assertThat(mesh).allMatch((member) -> member.snapshot().row(row.id()).isPresent());
		assertThat(owner.confirm("greetings", "other", Duration.ofSeconds(1))).failsWithin(Duration.ofSeconds(60))
			.withThrowableThat()
			.withMessageContaining("no row other");
		CompletableFuture<Confirmation> cut = owner.confirm("greetings", "", Duration.ofSeconds(60));
		owner.close();
		assertThat(cut).succeedsWithin(Duration.ofSeconds(60));
	}

	@Test
	void aGoodbyeIsHeardByEverybody() {
		List<Mesh> mesh = start(5);
		eventually(() -> mesh.stream().allMatch((member) -> member.snapshot().present().size() == 5));
		Mesh leaver = mesh.get(4);
		leaver.close();
		eventually(() -> mesh.subList(0, 4)
			.stream()
			.allMatch((member) -> member.snapshot()
				.member(leaver.snapshot().self())
				.orElseThrow()
				.liveness() == Liveness.LEFT));
		assertThat(leaver.status().condition()).isEqualTo(MeshStatus.Condition.LEFT);
		assertThat(leaver.put("greetings", "", STATE)).isCompletedExceptionally();
		leaver.close();
	}

	@Test
	void aMemberAloneSaysSoAndWhatItTries() {
		Mesh alone = start(settings(List.of(new Endpoint("127.0.0.1", 1))));
		eventually(() -> alone.status().reason().contains("refused"));
		assertThat(alone.status().condition()).isEqualTo(MeshStatus.Condition.ALONE);
		assertThat(alone.status().sinceLastExchange()).isNull();
	}

	@Test
	void whoIsLeftBehindSaysSo() {
		List<Mesh> mesh = start(2);
		eventually(() -> mesh.get(0).snapshot().present().size() == 2);
		mesh.get(1).close();
		eventually(() -> mesh.get(0).status().reason().startsWith("no other member is left, "));
		assertThat(mesh.get(0).status().condition()).isEqualTo(MeshStatus.Condition.ALONE);
	}

	@Test
	void membersOfMeshesWithOtherNamesNeverMeet() {
		List<Mesh> mesh = start(3);
		Mesh stranger = start(settings(seeds(mesh.get(0))).withName("other"));
		eventually(() -> mesh.stream().allMatch((member) -> member.snapshot().present().size() == 3));
		assertThat(stranger.snapshot().present()).hasSize(1);
		assertThat(mesh).allSatisfy((member) -> assertThat(member.snapshot().all()).hasSize(3));
	}

	@Test
	void aSeedThatComesUpLaterIsFound() {
		Mesh first = start(settings(List.of()));
		Endpoint later = first.self().endpoint();
		first.close();
		Mesh early = start(settings(List.of(later)));
		eventually(() -> !early.status().reason().isEmpty() && early.status().reason().contains("refused"));
		Mesh seed = start(settings(List.of()).withPorts(later.port(), later.port()));
		eventually(() -> early.snapshot().present().size() == 2 && seed.snapshot().present().size() == 2);
	}

	/** As the name of a headless service has, some of whose pods are gone. */
	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1" })
	void whoeverAnswersAtOneOfANamesAddressesIsFound(String address) {
		assumeThat(isOurs(address)).isTrue();
		Mesh pod = start(at(address));
		NameLookup names = TestNames.knowing("pods.example",
				List.of("127.0.0.2", "127.0.0.3", "127.0.0.1", "127.0.0.4", "::1", "127.0.0.5"));
		try (MeshThreads resolving = MeshThreads.create(1, names);
				Mesh newcomer = Mesh
					.start(settings(List.of(new Endpoint("pods.example", pod.self().endpoint().port()))), resolving)) {
			eventually(() -> pod.snapshot().present().size() == 2 && newcomer.snapshot().present().size() == 2);
		}
	}

	@Test
	void aTakenPortIsNamed() {
		Mesh first = start(settings(List.of()));
		int port = first.self().endpoint().port();
		assertThatExceptionOfType(PortInUseException.class)
			.isThrownBy(() -> start(settings(List.of()).withPorts(port, port)))
			.withMessage("No free port for the mesh on 127.0.0.1: " + port + " is taken");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "::" })
	void whoListensEverywhereMustSayWhereItIsReachedAndLeavesNoPortOpen(String everywhere) throws IOException {
		assumeThat(isOurs(everywhere)).isTrue();
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		MeshSettings settings = settings(List.of());
		MeshSettings nowhere = new MeshSettings(settings.name(), everywhere, port, port, null, 0, List.of(), "",
				settings.protocol(), null);
		assertThatExceptionOfType(MeshStartException.class).isThrownBy(() -> start(nowhere))
			.withMessageContaining("set the advertised host");
		try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName(everywhere))) {
			assertThat(free.isBound()).isTrue();
		}
	}

	@Test
	void theNextFreePortOfTheRangeIsTaken() {
		Mesh first = start(settings(List.of()));
		int port = first.self().endpoint().port();
		Mesh second = start(settings(List.of()).withPorts(port, port + 50));
		assertThat(second.self().endpoint().port()).isBetween(port + 1, port + 50);
	}

	@Test
	void listenersAreToldOfChangesAndFailuresHurtNobody() throws InterruptedException {
		List<Mesh> mesh = start(2);
		BlockingQueue<MeshSnapshot> seen = new LinkedBlockingQueue<>();
		mesh.get(0).watch((before, after) -> {
			throw new IllegalStateException("a listener that fails, on purpose");
		});
		Subscription subscription = mesh.get(0).watch((before, after) -> seen.add(after));
		Row row = mesh.get(1).put("greetings", "", STATE).join();
		MeshSnapshot snapshot = seen.poll(20, TimeUnit.SECONDS);
		while (snapshot != null && snapshot.row(row.id()).isEmpty()) {
			snapshot = seen.poll(20, TimeUnit.SECONDS);
		}
		assertThat(snapshot).isNotNull();
		subscription.close();
	}

	@Test
	void aRowOverTheLimitIsRefusedAndChangesNothing() {
		Mesh mesh = start(settings(List.of()));
		Columns tooBig = Columns.EMPTY.with("text", "x".repeat(20_000));
		assertThat(mesh.put("greetings", "", tooBig)).failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessageContaining("over the limits");
		assertThat(mesh.snapshot().table("greetings")).isEmpty();
	}

	@Test
	@SuppressWarnings("NullAway")
	void whatIsMissingFailsAtOnceAndCostsTheMeshNothing() {
		Mesh one = start(1).get(0);
		Columns state = Columns.EMPTY;
		List<ThrowingCallable> calls = List.of(() -> one.watch(null), () -> one.count(null),
				() -> one.put(null, "", state), () -> one.put("greetings", null, state),
				() -> one.put("greetings", "", null), () -> one.withdraw(null, ""),
				() -> one.withdraw("greetings", null), () -> one.confirm(null, "", Duration.ofSeconds(1)),
				() -> one.confirm("greetings", null, Duration.ofSeconds(1)), () -> one.confirm("greetings", "", null),
				() -> one.explain(null), () -> Mesh.start(null), () -> MeshSettings.defaults().withName(null),
				() -> MeshSettings.defaults().withSeeds(null), () -> MeshSettings.defaults().withProtocol(null));
		assertThat(calls).allSatisfy((call) -> assertThatNullPointerException().isThrownBy(call));
		assertThat(one.count(Activity.FAULTS)).isZero();
	}

	private List<Mesh> start(int count) {
		Mesh first = start(settings(List.of()));
		for (int i = 1; i < count; i++) {
			start(settings(seeds(first)));
		}
		return List.copyOf(this.meshes);
	}

	private Mesh start(MeshSettings settings) {
		Mesh mesh = Mesh.start(settings, this.threads);
		this.meshes.add(mesh);
		return mesh;
	}

	private static boolean isOurs(String address) {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(address))) {
			return free.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static MeshSettings settings(List<Endpoint> seeds) {
		return MeshSettings.defaults().withName("test").withPorts(0, 0).withSeeds(seeds);
	}

	private static MeshSettings at(String address) {
		MeshSettings settings = settings(List.of());
		return new MeshSettings(settings.name(), address, 0, 0, null, 0, List.of(), "", settings.protocol(), null);
	}

	private static List<Endpoint> seeds(Mesh mesh) {
		return List.of(mesh.self().endpoint());
	}

	private static void eventually(BooleanSupplier condition) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(10))
			.until(condition::getAsBoolean);
	}

}

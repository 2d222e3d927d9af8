package io.starling.mesh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MeshSnapshot;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real members on real loopback sockets that remember each other in real files.
 */
class KnownPeersTest {

	private static final Endpoint REFUSING = new Endpoint("127.0.0.1", 1);

	private final List<Mesh> meshes = new ArrayList<>();

	private final MeshThreads threads = MeshThreads.create(1);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@TempDir
	private Path directory;

	@BeforeEach
	void listen() {
		this.log.start();
		logger().addAppender(this.log);
	}

	@AfterEach
	void leaveAll() {
		leave();
		this.threads.close();
		logger().detachAppender(this.log);
	}

	@Test
	void membersFindEachOtherAgainWithoutAnySeed() throws IOException {
		List<Integer> ports = freePorts(3);
		for (int port : ports) {
			start(port, new Endpoint("127.0.0.1", ports.get(0)));
		}
		eventually(() -> this.meshes.stream().allMatch((mesh) -> mesh.snapshot().present().size() == 3));
		leave();
		Mesh one = start(ports.get(1), REFUSING);
		Mesh two = start(ports.get(2), REFUSING);
		eventually(() -> one.snapshot().present().size() == 2 && two.snapshot().present().size() == 2);
		assertThat(warnings()).isEmpty();
	}

	@Test
	void theyDoNotWithoutTheirFiles() throws IOException {
		List<Integer> ports = freePorts(2);
		start(ports.get(0), REFUSING);
		start(ports.get(1), new Endpoint("127.0.0.1", ports.get(0)));
		eventually(() -> this.meshes.stream().allMatch((mesh) -> mesh.snapshot().present().size() == 2));
		leave();
		for (int port : ports) {
			Files.deleteIfExists(file(port).path());
			start(port, REFUSING);
		}
		eventually(() -> this.meshes.stream().allMatch((mesh) -> mesh.status().reason().contains("refused")));
		assertThat(this.meshes).allMatch((mesh) -> mesh.snapshot().present().size() == 1);
	}

	@Test
	void whatIsKnownIsWrittenWhileTheMeshRunsAndKeptByWhoIsLeftAlone() throws IOException {
		List<Integer> ports = freePorts(2);
		Mesh one = start(ports.get(0), REFUSING);
		Mesh two = start(ports.get(1), one.self().endpoint());
		PeerFile file = file(ports.get(0));
		eventually(() -> Files.exists(file.path()));
		assertThat(file.read()).isEqualTo(new PeerFile.Content(List.of(two.self().endpoint()), ""));
		two.close();
		eventually(() -> one.snapshot().present().size() == 1);
		one.close();
		assertThat(file.read().peers()).containsExactly(two.self().endpoint());
	}

	@Test
	void aFileThatCannotBeReadOrWrittenIsToldOnceEachAndHurtsNobody() throws IOException {
		List<Integer> ports = freePorts(2);
		Path inTheWay = Files.createDirectory(file(ports.get(0)).path());
		Mesh one = start(ports.get(0), REFUSING);
		start(ports.get(1), one.self().endpoint());
		eventually(() -> this.meshes.stream().allMatch((mesh) -> mesh.snapshot().present().size() == 2));
		leave();
		assertThat(warnings()).hasSize(2).allMatch((line) -> line.contains(inTheWay.toString()));
		assertThat(inTheWay).isDirectory();
	}

	@Test
	void aDamagedFileIsUsedAndToldAndReplaced() throws IOException {
		List<Integer> ports = freePorts(2);
		Mesh one = start(ports.get(0), REFUSING);
		PeerFile file = file(ports.get(1));
		Files.writeString(file.path(), "starling-peers 1 test\n" + one.self().endpoint() + "\n127.0.0.1:");
		Mesh two = start(ports.get(1), REFUSING);
		eventually(() -> two.snapshot().present().size() == 2);
		two.close();
		assertThat(warnings()).hasSize(1).allMatch((line) -> line.contains("is damaged, and 1 addresses"));
		assertThat(file.read()).isEqualTo(new PeerFile.Content(List.of(one.self().endpoint()), ""));
	}

	@Test
	@Timeout(30)
	void severalChangesAreOneWrite() throws InterruptedException {
		MeshSnapshot snapshot = start(0, REFUSING).snapshot();
		BlockingQueue<Runnable> writes = new LinkedBlockingQueue<>();
		KnownPeers peers = new KnownPeers(file(9), writes::add, Duration.ofMillis(20), () -> snapshot,
				new OperatorLog("test", this.threads.next()));
		for (int i = 0; i < 100; i++) {
			peers.changed();
		}
		writes.take().run();
		assertThat(writes).isEmpty();
		peers.changed();
		writes.take().run();
	}

	@Test
	void aDiskThatHangsKeepsNobodyFromLeaving() {
		Executor hanging = (task) -> {
		};
		MeshSnapshot snapshot = start(0, REFUSING).snapshot();
		KnownPeers peers = new KnownPeers(file(9), hanging, Duration.ofSeconds(5), () -> snapshot,
				new OperatorLog("test", this.threads.next()));
		assertThat(peers.close()).succeedsWithin(Duration.ofSeconds(20));
	}

	@Test
	void nothingIsTouchedWhereNothingIsToBeKept() {
		Mesh one = Mesh.start(settings(0, REFUSING).withKnownPeersDirectory(null), this.threads);
		one.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	private Mesh start(int port, Endpoint seed) {
		Mesh mesh = Mesh.start(settings(port, seed), this.threads);
		this.meshes.add(mesh);
		return mesh;
	}

	private void leave() {
		this.meshes.forEach(Mesh::close);
		this.meshes.clear();
	}

	private MeshSettings settings(int port, Endpoint seed) {
		return MeshSettings.defaults()
			.withName("test")
			.withPorts(port, port)
			.withSeeds(List.of(seed))
			.withKnownPeersDirectory(this.directory);
	}

	private PeerFile file(int port) {
		return PeerFile.in(this.directory, "test", port);
	}

	private List<String> warnings() {
		return List.copyOf(this.log.list)
			.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.map(ILoggingEvent::getFormattedMessage)
			.filter((line) -> line.contains(this.directory.toString()))
			.toList();
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(Mesh.class);
	}

	private static List<Integer> freePorts(int count) throws IOException {
		List<ServerSocket> sockets = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
		}
		for (ServerSocket socket : sockets) {
			socket.close();
		}
		return sockets.stream().map(ServerSocket::getLocalPort).toList();
	}

	private static void eventually(BooleanSupplier condition) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(10))
			.until(condition::getAsBoolean);
	}

}

package io.starling.mesh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.netty.channel.IoHandle;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadAwareExecutor;
import io.starling.mesh.MeshStatus.Condition;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.transport.NameLookup;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Members on real loopback sockets, of which one loses its thread.
 */
class EndedLoopTest {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<MeshThreads> threads = new ArrayList<>();

	private final List<Mesh> meshes = new ArrayList<>();

	private volatile boolean failing;

	@AfterEach
	void end() {
		this.meshes.forEach(Mesh::close);
		this.threads.forEach(MeshThreads::close);
	}

	@Test
	void aMemberWhoseThreadEndsByAnErrorKnowsItAndLetsGoOfItsLinksAndItsPort() throws IOException {
		List<Mesh> others = List.of(start(MeshThreads.create(1)), start(MeshThreads.create(1)));
		Mesh lost = start(
				MeshThreads.on(new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("failing", true), failing()),
						new NameLookup(), new MonotonicClock()));
		eventually(() -> this.meshes.stream()
			.allMatch((mesh) -> mesh.status().condition() == Condition.CONNECTED
					&& mesh.snapshot().present().size() == 3 && mesh.snapshot().linked().size() == 2));
		this.failing = true;
		// It wakes the loop up, should that be asleep.
		var unused = lost.put("greetings", "", Columns.EMPTY);
		eventually(() -> lost.status().condition() == Condition.LEFT);
		assertThat(lost.status().links()).isZero();
		assertThat(lost.status().reason()).contains("thread").contains("ended");
		MemberId id = lost.snapshot().self();
		eventually(() -> others.stream()
			.allMatch((mesh) -> mesh.snapshot().member(id).orElseThrow().liveness() == Liveness.DEAD));
		// A silent member would be suspected for seconds first.
		assertThat(others)
			.allSatisfy((mesh) -> assertThat(mesh.snapshot().member(id).orElseThrow().reason()).contains("0 silent"));
		int port = lost.self().endpoint().port();
		eventually(() -> isFree(port));
		assertThat(lost.put("greetings", "a", Columns.EMPTY)).failsWithin(PATIENCE);
		assertThat(lost.leave()).succeedsWithin(PATIENCE);
	}

	@Test
	void aMemberWhoseThreadsAreClosedFirstKnowsIt() {
		Mesh mesh = start(MeshThreads.create(1));
		this.threads.get(0).close();
		eventually(() -> mesh.status().condition() == Condition.LEFT);
		assertThat(mesh.status().reason()).contains("thread");
	}

	@Test
	void aThreadThatEndsWithoutAWordIsMissedByWhoeverLooks() throws InterruptedException {
		EventLoop silent = new DefaultEventLoop();
		List<String> done = new ArrayList<>();
		LoopEnd end = new LoopEnd(silent, () -> done.add("ended"));
		Thread thread = new Thread(end::watch);
		thread.start();
		thread.join();
		assertThat(end.isReached()).isTrue();
		assertThat(end.isReached()).isTrue();
		assertThat(done).hasSize(1);
		end.ignore();
		var unused = silent.shutdownGracefully(0, 0, TimeUnit.SECONDS);
	}

	private Mesh start(MeshThreads own) {
		this.threads.add(own);
		MeshSettings settings = MeshSettings.defaults().withName("test").withPorts(0, 0);
		Mesh mesh = Mesh.start(settings.withSeeds(this.meshes.stream().map((it) -> it.self().endpoint()).toList()),
				own);
		this.meshes.add(mesh);
		return mesh;
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static void eventually(BooleanSupplier condition) {
		Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition::getAsBoolean);
	}

	private IoHandlerFactory failing() {
		IoHandlerFactory nio = NioIoHandler.newFactory();
		return (ThreadAwareExecutor executor) -> new Failing(nio.newHandler(executor));
	}

	/** Throws an error while it looks at the sockets, when it is told to. */
	private final class Failing implements IoHandler {

		private final IoHandler nio;

		Failing(IoHandler nio) {
			this.nio = nio;
		}

		@Override
		public int run(IoHandlerContext context) {
			if (EndedLoopTest.this.failing) {
				throw new OutOfMemoryError("thrown by the test, on purpose");
			}
			return this.nio.run(context);
		}

		@Override
		public void initialize() {
			this.nio.initialize();
		}

		@Override
		public void prepareToDestroy() {
			this.nio.prepareToDestroy();
		}

		@Override
		public void destroy() {
			this.nio.destroy();
		}

		@Override
		public IoRegistration register(IoHandle handle) throws Exception {
			return this.nio.register(handle);
		}

		@Override
		public void wakeup() {
			this.nio.wakeup();
		}

		@Override
		public boolean isCompatible(Class<? extends IoHandle> type) {
			return this.nio.isCompatible(type);
		}

	}

}

package io.starling.mesh.transport;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServerPortTest {

	private final Loopback loopback = new Loopback();

	private final TestTransport transport = this.loopback.transport();

	@AfterEach
	void close() throws Exception {
		this.loopback.close();
	}

	@Test
	void theSystemMayChooseThePort() {
		assertThat(this.transport.listening().port()).isPositive();
	}

	@Test
	void aTakenPortIsPassedOver() throws Exception {
		try (ServerSocket taken = taken()) {
			int port = taken.getLocalPort();
			this.transport.listening(port, port + 50);
			assertThat(this.transport.port()).isBetween(port + 1, port + 50);
		}
	}

	@Test
	void ifAllPortsAreTakenTheFailureSaysSo() throws Exception {
		try (ServerSocket taken = taken()) {
			int port = taken.getLocalPort();
			assertThat(failureToBind("127.0.0.1", port)).isInstanceOf(PortsTakenException.class)
				.hasMessageContaining("from " + port + " to " + port)
				.hasCauseInstanceOf(BindException.class);
		}
	}

	@Test
	void anAddressOfAnotherHostIsAnotherFailure() {
		// TEST-NET-3 of RFC 5737 belongs to nobody.
		assertThat(failureToBind("203.0.113.1", 7946)).isInstanceOf(BindException.class)
			.isNotInstanceOf(PortsTakenException.class);
	}

	@Test
	void anUnknownNameIsAnotherFailure() {
		assertThat(failureToBind("nowhere", 0)).isInstanceOf(UnknownHostException.class);
	}

	@Test
	void closingWhileTheSearchGoesOnEndsIt() throws Exception {
		try (ServerSocket taken = taken()) {
			int port = taken.getLocalPort();
			CompletableFuture<InetSocketAddress> bound = this.loopback.call(() -> {
				CompletableFuture<InetSocketAddress> result = this.transport.raw().bind("127.0.0.1", port, port + 50);
				var unused = this.transport.raw().close();
				return result;
			});
			assertThat(bound.handle((address, failure) -> failure != null).join()).isTrue();
		}
	}

	private Throwable failureToBind(String host, int port) {
		return this.transport.result(() -> this.transport.raw().bind(host, port, port))
			.handle((address, failure) -> failure)
			.join();
	}

	private static ServerSocket taken() throws Exception {
		return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
	}

}

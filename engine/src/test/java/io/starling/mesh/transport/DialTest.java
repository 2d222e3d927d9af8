package io.starling.mesh.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.transport.TestTransport.Connected;
import io.starling.mesh.transport.TestTransport.Dialling;
import io.starling.mesh.transport.TestTransport.Failed;
import io.starling.mesh.transport.TestTransport.LookingUp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DialTest {

	private final CountDownLatch never = new CountDownLatch(1);

	private final CountDownLatch told = new CountDownLatch(1);

	private final AtomicInteger lookedUp = new AtomicInteger();

	private final Loopback loopback = new Loopback(this::resolve);

	private final TestTransport client = this.loopback.transport();

	@AfterEach
	void close() throws Exception {
		this.never.countDown();
		this.loopback.close();
	}

	/** Names that say what they are, instead of the system's. */
	private InetAddress[] resolve(String host) throws UnknownHostException {
		assertThat(Thread.currentThread().getName()).startsWith("starling-lookup");
		return switch (host) {
			case "second" -> addresses("127.0.0.3", "127.0.0.1");
			case "elsewhere" -> addresses("127.0.0.3", "127.0.0.4");
			case "once" -> once(host);
			case "late" -> late();
			case "nowhere" -> throw new UnknownHostException(host + ": Name or service not known");
			case "unanswered" -> throw new UnknownHostException(host + ": Temporary failure in name resolution");
			default -> hang(host);
		};
	}

	private InetAddress[] hang(String host) throws UnknownHostException {
		try {
			this.never.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new UnknownHostException(host);
	}

	/** Found only after it was told that it is being looked up. */
	private InetAddress[] late() throws UnknownHostException {
		try {
			this.told.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return addresses("127.0.0.1");
	}

	/** Found once; then the name service answers no more. */
	private InetAddress[] once(String host) throws UnknownHostException {
		return (this.lookedUp.incrementAndGet() > 1) ? hang(host) : addresses("127.0.0.1");
	}

	private static InetAddress[] addresses(String... literals) throws UnknownHostException {
		InetAddress[] addresses = new InetAddress[literals.length];
		for (int i = 0; i < literals.length; i++) {
			addresses[i] = InetAddress.getByName(literals[i]);
		}
		return addresses;
	}

	@Test
	void aPortThatNobodyListensAtRefuses() throws IOException {
		assertFails(new Endpoint("127.0.0.1", freePort()), ConnectFailure.REFUSED);
	}

	@Test
	void anUnknownNameIsToldFromOneThatIsNotAnswered() {
		assertFails(new Endpoint("nowhere", 1), ConnectFailure.UNKNOWN_HOST);
		assertFails(new Endpoint("unanswered", 1), ConnectFailure.UNRESOLVED);
	}

	@Test
	void itIsToldThatANameIsLookedUpAndWhenTheDialBegins() throws IOException {
		this.client.react((event) -> this.told.countDown());
		ConnectionId named = this.client.dial(new Endpoint("late", freePort()));
		this.client.awaitEvent(new Failed(named, ConnectFailure.REFUSED));
		assertThat(this.client.eventsOf(named)).startsWith(new LookingUp(named), new Dialling(named));
		ConnectionId hanging = this.client.dial(new Endpoint("hanging", 1));
		this.client.awaitEvent(new Failed(hanging, ConnectFailure.UNRESOLVED));
		assertThat(this.client.eventsOf(hanging)).startsWith(new LookingUp(hanging))
			.doesNotContain(new Dialling(hanging));
	}

	@Test
	void aNameWhoseLookupHangsSaysNothingOfTheOtherSideAndHoldsNobodyUp() {
		TestTransport server = this.loopback.transport().listening();
		ConnectionId hanging = this.client.dial(new Endpoint("hanging", server.port()));
		this.client.link(server);
		assertThat(this.client.count(Failed.class)).isZero();
		this.client.awaitEvent(new Failed(hanging, ConnectFailure.UNRESOLVED));
	}

	@Test
	void tooManyHangingLookupsFailAtOnce() {
		// Two threads and four waiting.
		for (int i = 1; i <= 7; i++) {
			this.client.dial(new Endpoint("hanging" + i, 1));
		}
		this.client.awaitCount(Failed.class, 7);
		assertThat(this.client.events()).filteredOn(Failed.class::isInstance)
			.first()
			.isEqualTo(new Failed(new ConnectionId(true, 7), ConnectFailure.UNRESOLVED));
	}

	@Test
	void aNameThatHangsTakesUpOneThreadHoweverOftenItIsDialled() {
		TestTransport server = this.loopback.transport().listening();
		for (int i = 1; i <= 7; i++) {
			this.client.dial(new Endpoint("hanging", 1));
		}
		ConnectionId other = this.client.dial(new Endpoint("second", server.port()));
		this.client.awaitEvent(new Connected(other));
		this.client.awaitCount(Failed.class, 7);
	}

	@Test
	void allAddressesOfANameAreTried() {
		TestTransport server = this.loopback.transport().listening();
		ConnectionId id = this.client.dial(new Endpoint("second", server.port()));
		this.client.awaitEvent(new Connected(id));
	}

	@Test
	void aNameRefusesOnlyIfAllItsAddressesRefuse() throws IOException {
		assertFails(new Endpoint("elsewhere", freePort()), ConnectFailure.REFUSED);
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			fill(full);
			assertFails(new Endpoint("second", full.getLocalPort()), ConnectFailure.UNREACHABLE);
		}
	}

	@Test
	void aHostThatDoesNotAnswerIsUnreachable() throws IOException {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			fill(full);
			assertFails(new Endpoint("127.0.0.1", full.getLocalPort()), ConnectFailure.UNREACHABLE);
		}
	}

	@Test
	void aDialThatIsGivenUpIsNeverHeardOfAgain() throws IOException {
		TestTransport server = this.loopback.transport().listening();
		int refusing = freePort();
		this.loopback.run(() -> {
			for (int i = 101; i <= 104; i++) {
				ConnectionId id = new ConnectionId(true, i);
				Endpoint endpoint = switch (i) {
					case 101 -> server.endpoint();
					case 102 -> new Endpoint("second", server.port());
					case 103 -> new Endpoint("hanging", 1);
					default -> new Endpoint("127.0.0.1", refusing);
				};
				this.client.raw().connect(id, endpoint);
				this.client.raw().close(id);
			}
		});
		// Begun later, and so over when the others would be.
		ConnectionId last = this.client.dial(new Endpoint("hanging", 1));
		this.client.awaitEvent(new Failed(last, ConnectFailure.UNRESOLVED));
		assertThat(this.client.events()).allMatch((event) -> event.id().equals(last));
		assertThat(server.events()).isEmpty();
	}

	@Test
	void aDialGivenUpHalfwayIsNeverHeardOfAgain() throws IOException {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			fill(full);
			ConnectionId id = this.client.dial(new Endpoint("127.0.0.1", full.getLocalPort()));
			this.client.close(id);
			assertFails(new Endpoint("127.0.0.1", full.getLocalPort()), ConnectFailure.UNREACHABLE);
			assertThat(this.client.eventsOf(id)).isEmpty();
		}
	}

	@Test
	void aSocketConnectedToItselfIsARefusal() throws Exception {
		int port = freePort();
		Bootstrap fromTheSamePort = this.loopback
			.call(() -> new Sockets(this.loopback.loop(), TransportSettings.defaults()).client()
				.localAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
		RecordedOutcome outcome = new RecordedOutcome(this.loopback);
		dial(new Endpoint("127.0.0.1", port), fromTheSamePort, outcome);
		assertThat(outcome.failure()).isEqualTo(ConnectFailure.REFUSED);
		assertThat(outcome.detail()).startsWith("nobody listens");
	}

	@Test
	void whatComesLateIsNoRefusalUnlessItSaysSo() {
		ConnectException timeout = new ConnectException("Connection timed out");
		assertThat(Dial.isRefusal(timeout, Duration.ofMillis(3010))).isFalse();
		assertThat(Dial.isRefusal(new ConnectException("Verbindung abgelaufen"), Duration.ofMillis(1010))).isFalse();
		assertThat(Dial.isRefusal(new ConnectException("Verbindung verweigert"), Duration.ofMillis(100))).isTrue();
		assertThat(Dial.isRefusal(new ConnectException("Connection refused"), Duration.ofMillis(3010))).isTrue();
		assertThat(Dial.isRefusal(new NoRouteToHostException("refused"), Duration.ofMillis(100))).isFalse();
		assertThat(Dial.isRefusal(new ConnectTimeoutException("refused"), Duration.ofMillis(100))).isFalse();
	}

	@Test
	void aNameThatIsNotFoundAnyMoreLeadsWhereItLedLast() throws IOException {
		int port = freePort();
		assertFails(new Endpoint("once", port), ConnectFailure.REFUSED);
		assertFails(new Endpoint("once", port), ConnectFailure.REFUSED);
		assertThat(this.lookedUp).hasValue(2);
	}

	@Test
	void whileANameServiceHangsTheNameLeadsThereSoon() throws Exception {
		// A look-up may take until the test is over.
		try (NameLookup names = new NameLookup(this::resolve, 1, 4, Duration.ofHours(1))) {
			assertThat(names.lookup("once", this.loopback.loop()).get(10, TimeUnit.SECONDS)).hasSize(1);
			RecordedOutcome outcome = new RecordedOutcome(this.loopback);
			Bootstrap client = new Sockets(this.loopback.loop(), TransportSettings.defaults()).client();
			new Dial(new Endpoint("once", freePort()), client, this.loopback.loop(), outcome).start(names);
			assertThat(outcome.failure()).isEqualTo(ConnectFailure.REFUSED);
		}
	}

	@Test
	void wantOfFileDescriptorsSaysNothingOfTheOtherSide() throws Exception {
		RecordedOutcome outcome = new RecordedOutcome(this.loopback);
		dial(new Endpoint("127.0.0.1", freePort()), withoutSockets(), outcome);
		assertThat(outcome.failure()).isEqualTo(ConnectFailure.NOT_TRIED);
		assertThat(outcome.isOnLoop()).isTrue();
	}

	@Test
	void aDialGivenUpForWantOfFileDescriptorsIsNeverHeardOfAgain() throws Exception {
		RecordedOutcome outcome = new RecordedOutcome(this.loopback);
		Endpoint endpoint = new Endpoint("127.0.0.1", freePort());
		this.loopback.run(() -> {
			Dial dial = new Dial(endpoint, withoutSockets(), this.loopback.loop(), outcome);
			dial.start(this.loopback.names());
			this.loopback.loop().execute(dial::cancel);
		});
		assertFails(new Endpoint("hanging", 1), ConnectFailure.UNRESOLVED);
		assertThat(outcome.result()).isNotDone();
	}

	private void dial(Endpoint endpoint, Bootstrap bootstrap, Dial.Outcome outcome) {
		new Dial(endpoint, bootstrap, this.loopback.loop(), outcome).start(this.loopback.names());
	}

	private Bootstrap withoutSockets() {
		return new Bootstrap().group(this.loopback.loop())
			.disableResolver()
			.handler(new ChannelInboundHandlerAdapter())
			.channelFactory(() -> {
				throw new ChannelException("too many open files, says the test");
			});
	}

	private void assertFails(Endpoint endpoint, ConnectFailure failure) {
		ConnectionId id = this.client.dial(endpoint);
		this.client.awaitEvent(new Failed(id, failure));
		assertThat(this.client.eventsOf(id)).filteredOn(Failed.class::isInstance).hasSize(1);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/** Connects until the kernel answers no more: nobody ever accepts. */
	private void fill(ServerSocket server) throws IOException {
		for (int i = 0; i < 16; i++) {
			Socket socket = this.loopback.opened(new Socket());
			try {
				socket.connect(server.getLocalSocketAddress(), 200);
			}
			catch (SocketTimeoutException ex) {
				return;
			}
		}
		throw new AssertionError("The kernel goes on accepting");
	}

}

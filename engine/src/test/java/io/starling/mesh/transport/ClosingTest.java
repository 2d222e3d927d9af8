package io.starling.mesh.transport;

import java.io.IOException;
import java.util.Optional;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.transport.TestTransport.Accepted;
import io.starling.mesh.transport.TestTransport.Closed;
import io.starling.mesh.transport.TestTransport.Connected;
import io.starling.mesh.transport.TestTransport.Received;
import io.starling.mesh.wire.MessageCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClosingTest {

	private final Loopback loopback = new Loopback();

	private final TestTransport server = this.loopback.transport().listening();

	private final ConnectionId in = new ConnectionId(false, 1);

	@AfterEach
	void close() throws Exception {
		this.loopback.close();
	}

	@Test
	void anEndOfStreamIsAClose() throws Exception {
		PlainPeer peer = greeted();
		peer.close();
		assertClosedOnce();
	}

	@Test
	void aResetIsAClose() throws Exception {
		PlainPeer peer = greeted();
		peer.reset();
		assertClosedOnce();
	}

	@Test
	void aHalfClosedPeerCountsAsClosed() throws Exception {
		PlainPeer peer = greeted();
		peer.finish();
		assertClosedOnce();
		assertThat(peer.isEnded()).isTrue();
	}

	@Test
	void anEndWithinAFrameIsAClose() throws Exception {
		PlainPeer peer = greeted();
		peer.send(new byte[] { 0, 0, 21, 1, 3 });
		peer.finish();
		assertClosedOnce();
	}

	@Test
	void whatCameBeforeTheEndIsHeardBeforeTheClose() throws Exception {
		PlainPeer peer = greeted();
		for (int i = 0; i < 100; i++) {
			peer.send(Samples.ping(i));
		}
		peer.send(Samples.GOODBYE);
		peer.close();
		assertClosedOnce();
		assertThat(this.server.events()).hasSize(104).contains(new Received(this.in, Samples.GOODBYE));
	}

	@Test
	void aResetWhileSendingIsOneClose() throws Exception {
		PlainPeer peer = greeted();
		this.loopback.run(() -> {
			for (int i = 0; i < 20; i++) {
				this.server.raw().send(this.in, Samples.gossip(i + 1, 10_000));
			}
		});
		peer.reset();
		this.server.send(this.in, Samples.ping(1));
		assertClosedOnce();
	}

	@Test
	void bothSidesOfAClosedLinkAgree() {
		TestTransport client = this.loopback.transport();
		ConnectionId out = client.link(this.server);
		this.loopback.run(() -> {
			client.raw().send(out, Samples.GOODBYE);
			client.raw().close(out);
			client.raw().send(out, Samples.ping(1));
		});
		assertClosedOnce();
		assertThat(this.server.events()).containsExactly(new Accepted(this.in), new Received(this.in, Samples.HELLO),
				new Received(this.in, Samples.GOODBYE), new Closed(this.in));
		assertThat(client.events()).containsExactly(new Connected(out));
	}

	@Test
	void theLastWordArrivesAlthoughTheOtherSideGoesOnTalking() throws Exception {
		this.server.react((event) -> {
			if (event instanceof Accepted) {
				this.server.raw().send(event.id(), Samples.GOODBYE);
				this.server.raw().close(event.id());
			}
		});
		PlainPeer peer = this.loopback.plainPeer(this.server);
		// All in one piece, so that much is unread when the server closes.
		byte[] hello = MessageCodec.encode(Samples.HELLO);
		byte[] rest = MessageCodec.encode(Samples.gossip(1, 400_000));
		byte[] all = new byte[hello.length + rest.length];
		System.arraycopy(hello, 0, all, 0, hello.length);
		System.arraycopy(rest, 0, all, hello.length, rest.length);
		peer.send(all);
		// A reset would be here by the time that all this is done.
		this.loopback.transport().link(this.loopback.transport().listening());
		assertThat(peer.read()).contains(Samples.GOODBYE);
		assertThat(peer.read()).isEmpty();
		assertThat(this.server.events()).containsExactly(new Accepted(this.in));
	}

	@Test
	void allThatWasSentArrivesBeforeTheClose() throws Exception {
		PlainPeer peer = greeted();
		this.loopback.run(() -> {
			this.server.raw().send(this.in, Samples.gossip(1, 900_000));
			this.server.raw().send(this.in, Samples.GOODBYE);
			this.server.raw().close(this.in);
		});
		assertThat(readAll(peer)).contains(Samples.GOODBYE);
		assertThat(this.server.count(Closed.class)).isZero();
	}

	@Test
	void aPeerThatNeverReadsDelaysTheCloseForABoundedTime() throws Exception {
		PlainPeer peer = greeted();
		this.loopback.await("nothing gets away any more", () -> {
			this.server.raw().send(this.in, Samples.gossip(1, 100_000));
			return this.server.raw().counters().framesDropped() > 0;
		});
		this.server.close();
		assertThat(peer).isNotNull();
	}

	@Test
	void aPeerThatNeverClosesDelaysTheCloseForABoundedTime() throws Exception {
		PlainPeer peer = greeted();
		this.server.close();
		assertThat(peer.read()).isEmpty();
	}

	@Test
	void afterACloseThePortIsFreeAtOnce() {
		TestTransport client = this.loopback.transport();
		client.link(this.server);
		int port = this.server.port();
		this.server.close();
		TestTransport successor = this.loopback.transport().listening(port, port);
		assertThat(successor.port()).isEqualTo(port);
		client.link(successor);
	}

	@Test
	void thePortIsFreeInTheVeryTurnThatTellsOfTheClose() {
		int port = this.server.port();
		TestTransport last = this.server;
		for (int i = 0; i < 20; i++) {
			TestTransport previous = last;
			TestTransport next = this.loopback.transport();
			next.result(() -> previous.raw().close().thenCompose((done) -> next.raw().bind("127.0.0.1", port, port)))
				.join();
			last = next;
		}
	}

	@Test
	void aTransportMayBeClosedTwiceOrUnused() {
		this.server.close();
		this.server.close();
		this.loopback.transport().close();
	}

	@Test
	void nothingIsHeardOfAClosedTransport() throws Exception {
		TestTransport client = this.loopback.transport();
		client.link(this.server);
		PlainPeer silent = this.loopback.plainPeer(this.server);
		int before = this.server.events().size();
		this.loopback.run(() -> {
			this.server.raw().connect(new ConnectionId(true, 1), this.server.endpoint());
			var unused = this.server.raw().close();
			this.server.raw().connect(new ConnectionId(true, 2), this.server.endpoint());
		});
		this.server.close();
		assertThat(silent.isEnded()).isTrue();
		assertThat(this.server.events()).hasSize(before);
	}

	private PlainPeer greeted() throws Exception {
		PlainPeer peer = this.loopback.plainPeer(this.server);
		peer.send(Samples.HELLO);
		this.server.awaitEvent(new Received(this.in, Samples.HELLO));
		return peer;
	}

	/** Waits for the close, and gives a second one the time to show. */
	private void assertClosedOnce() {
		this.server.awaitEvent(new Closed(this.in));
		TestTransport other = this.loopback.transport().listening();
		this.loopback.transport().link(other);
		assertThat(this.server.count(Closed.class)).isEqualTo(1);
	}

	private static Optional<Message> readAll(PlainPeer peer) throws IOException, MalformedException {
		Optional<Message> last = Optional.empty();
		for (Optional<Message> next = peer.read(); next.isPresent(); next = peer.read()) {
			last = next;
		}
		return last;
	}

}

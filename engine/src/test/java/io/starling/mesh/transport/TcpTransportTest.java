package io.starling.mesh.transport;

import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Limits;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.transport.TestTransport.Accepted;
import io.starling.mesh.transport.TestTransport.Closed;
import io.starling.mesh.transport.TestTransport.Connected;
import io.starling.mesh.transport.TestTransport.Event;
import io.starling.mesh.transport.TestTransport.Received;
import io.starling.mesh.wire.MessageCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TcpTransportTest {

	private final Loopback loopback = new Loopback();

	private final TestTransport server = this.loopback.transport().listening();

	private final TestTransport client = this.loopback.transport();

	@AfterEach
	void close() throws Exception {
		this.loopback.close();
	}

	@Test
	void messagesGoBothWays() {
		ConnectionId out = this.client.link(this.server);
		ConnectionId in = this.server.accepted();
		this.server.send(in, Samples.HELLO);
		this.client.send(out, Samples.ping(7));
		this.server.awaitEvent(new Received(in, Samples.ping(7)));
		this.client.awaitEvent(new Received(out, Samples.HELLO));
		assertThat(this.server.events()).containsExactly(new Accepted(in), new Received(in, Samples.HELLO),
				new Received(in, Samples.ping(7)));
		assertThat(this.client.events()).containsExactly(new Connected(out), new Received(out, Samples.HELLO));
	}

	@Test
	void aBurstArrivesCompleteAndInOrder() {
		ConnectionId out = this.client.link(this.server);
		ConnectionId in = this.server.accepted();
		List<Event> expected = new ArrayList<>();
		this.loopback.run(() -> {
			for (int i = 0; i < 5000; i++) {
				this.client.raw().send(out, Samples.ping(i));
			}
		});
		for (int i = 0; i < 5000; i++) {
			expected.add(new Received(in, Samples.ping(i)));
		}
		this.server.awaitCount(Received.class, 5001);
		assertThat(this.server.events().subList(2, 5002)).isEqualTo(expected);
	}

	@Test
	void theLargestMessagesArriveInBothDirections() {
		ConnectionId out = this.client.link(this.server);
		ConnectionId in = this.server.accepted();
		Message large = Samples.gossip(1, Limits.FRAME_SIZE - 500);
		assertThat(MessageCodec.encode(large).length).isGreaterThan(Limits.FRAME_SIZE - 500);
		this.client.send(out, large);
		this.server.send(in, large);
		this.server.awaitEvent(new Received(in, large));
		this.client.awaitEvent(new Received(out, large));
	}

	@Test
	void oneMessageGoesToManyLinks() {
		ConnectionId first = this.client.link(this.server);
		ConnectionId second = this.client.link(this.server);
		Message message = Samples.gossip(1, 1000);
		this.loopback.run(() -> {
			this.client.raw().send(first, message);
			this.client.raw().send(second, message);
			this.client.raw().send(first, Samples.ping(1));
			this.client.raw().send(second, message);
		});
		this.server.awaitCount(Received.class, 6);
		assertThat(this.server.events()).filteredOn(new Received(new ConnectionId(false, 2), message)::equals)
			.hasSize(2);
	}

	@Test
	void bytesAndFramesAreCounted() {
		ConnectionId out = this.client.link(this.server);
		Message large = Samples.gossip(1, 100_000);
		this.client.send(out, large);
		this.server.awaitCount(Received.class, 2);
		long bytes = 0L + MessageCodec.encode(Samples.HELLO).length + MessageCodec.encode(large).length;
		assertThat(this.client.counters()).isEqualTo(new TransportCounters(0, 0, 2, bytes, 0, 0, 0));
		assertThat(this.server.counters()).isEqualTo(new TransportCounters(2, bytes, 0, 0, 0, 0, 0));
	}

	@Test
	void aMessageOverTheLimitsIsDroppedAndTheLinkStays() {
		ConnectionId out = this.client.link(this.server);
		this.client.send(out, Samples.gossip(1, Limits.FRAME_SIZE));
		this.client.send(out, Samples.ping(1));
		this.server.awaitEvent(new Received(this.server.accepted(), Samples.ping(1)));
		assertThat(this.client.counters().framesDropped()).isEqualTo(1);
	}

	@Test
	void aCallbackThatFailsCostsItsConnectionOnly() {
		ConnectionId first = this.client.link(this.server);
		ConnectionId second = this.client.link(this.server);
		this.server.react((event) -> {
			if (event instanceof Received received && received.message().equals(Samples.ping(13))) {
				throw new IllegalStateException("thrown by the test, on purpose");
			}
		});
		this.client.send(first, Samples.ping(13));
		this.client.awaitEvent(new Closed(first));
		this.server.awaitEvent(new Closed(new ConnectionId(false, 1)));
		this.client.send(second, Samples.ping(14));
		this.server.awaitEvent(new Received(new ConnectionId(false, 2), Samples.ping(14)));
	}

	@Test
	void aCallbackMaySendAndClose() {
		this.server.react((event) -> {
			if (event instanceof Received received && received.message().equals(Samples.ping(1))) {
				this.server.raw().send(event.id(), new Message.Pong(1, Digest.EMPTY));
				this.server.raw().close(event.id());
			}
		});
		ConnectionId out = this.client.link(this.server);
		this.loopback.run(() -> {
			this.client.raw().send(out, Samples.ping(1));
			this.client.raw().send(out, Samples.ping(2));
		});
		this.client.awaitEvent(new Closed(out));
		assertThat(this.client.eventsOf(out)).containsExactly(new Connected(out),
				new Received(out, new Message.Pong(1, Digest.EMPTY)), new Closed(out));
		ConnectionId in = new ConnectionId(false, 1);
		assertThat(this.server.eventsOf(in)).containsExactly(new Accepted(in), new Received(in, Samples.HELLO),
				new Received(in, Samples.ping(1)));
	}

	@Test
	void whatIsSentToNobodyIsIgnored() {
		this.client.send(new ConnectionId(true, 99), Samples.ping(1));
		this.client.close(new ConnectionId(true, 99));
		assertThat(this.client.counters()).isEqualTo(new TransportCounters(0, 0, 0, 0, 0, 0, 0));
	}

	@Test
	void everyMethodButTheCountersRefusesOtherThreads() {
		TcpTransport transport = this.client.raw();
		ConnectionId id = new ConnectionId(true, 1);
		assertThatIllegalStateException().isThrownBy(() -> transport.bind("127.0.0.1", 0, 0));
		assertThatIllegalStateException().isThrownBy(() -> transport.connect(id, this.server.endpoint()));
		assertThatIllegalStateException().isThrownBy(() -> transport.send(id, Samples.HELLO));
		assertThatIllegalStateException().isThrownBy(() -> transport.close(id));
		assertThatIllegalStateException().isThrownBy(transport::close);
		assertThat(transport.counters().framesOut()).isZero();
	}

}

package io.starling.mesh.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.transport.TestTransport.Closed;
import io.starling.mesh.transport.TestTransport.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A peer that does not read.
 */
class BackPressureTest {

	/** More than any kernel buffers for one connection by default. */
	private static final int KERNEL = 32 * 1024 * 1024;

	private static final int SIZE = 64 * 1024;

	private final Loopback loopback = new Loopback();

	private final TestTransport server = this.loopback.transport().listening();

	private final ConnectionId in = new ConnectionId(false, 1);

	private PlainPeer peer;

	@BeforeEach
	void connect() throws Exception {
		this.peer = this.loopback.plainPeer(this.server);
		this.peer.send(Samples.HELLO);
		this.server.awaitEvent(new Received(this.in, Samples.HELLO));
	}

	@AfterEach
	void close() throws Exception {
		this.loopback.close();
	}

	@Test
	void gossipIsDroppedAndCountedAndTheLinkStays() {
		fill();
		long accepted = this.server.counters().bytesOut();
		this.loopback.run(() -> {
			for (int i = 0; i < 1000; i++) {
				this.server.raw().send(this.in, Samples.gossip(i + 1, SIZE));
			}
		});
		TransportCounters counters = this.server.counters();
		assertThat(counters.framesDropped()).isGreaterThanOrEqualTo(990);
		assertThat(counters.bytesOut() - accepted).isLessThan(10 * SIZE);
		assertThat(counters.bytesOut()).isLessThan(KERNEL);
		assertThat(this.server.count(Closed.class)).isZero();
	}

	@Test
	void aHelloAndAGoodbyeAreNotDropped() throws Exception {
		fill();
		long dropped = this.server.counters().framesDropped();
		this.server.send(this.in, Samples.HELLO);
		this.server.send(this.in, Samples.GOODBYE);
		this.server.send(this.in, Samples.ping(1));
		assertThat(this.server.counters().framesDropped()).isEqualTo(dropped + 1);
		List<Message> read = new ArrayList<>();
		while (!read.contains(Samples.GOODBYE)) {
			read.add(this.peer.read().orElseThrow());
		}
		assertThat(read).contains(Samples.HELLO);
	}

	@Test
	void aLinkWhosePeerReadsAgainWorksAgain() throws Exception {
		fill();
		long frames = this.server.counters().framesOut();
		long lastVersion = -1;
		for (int i = 0; i < frames; i++) {
			Message.Gossip gossip = (Message.Gossip) this.peer.read().orElseThrow();
			long version = ((Rumor.OfRow) gossip.rumors().get(0)).row().version();
			assertThat(version).isGreaterThan(lastVersion);
			lastVersion = version;
		}
		this.server.send(this.in, Samples.ping(5));
		assertThat(this.peer.read()).contains(Samples.ping(5));
		assertThat(this.server.count(Closed.class)).isZero();
	}

	@Test
	void whereNotEvenAHelloGetsAwayTheConnectionIsCut() throws Exception {
		fill();
		this.loopback.await("cut", () -> {
			for (int i = 0; i < 1000; i++) {
				this.server.raw().send(this.in, Samples.HELLO);
			}
			return this.server.isClosed(this.in);
		});
		assertThat(this.server.count(Closed.class)).isEqualTo(1);
		assertThat(this.server.counters().bytesOut()).isLessThan(KERNEL);
		Optional<Message> first = this.peer.read();
		assertThat(first).isPresent();
	}

	@Test
	void aBurstBeyondTheMarkIsNotDroppedIfTheKernelTakesIt() throws Exception {
		TransportSettings small = new TransportSettings(Duration.ofSeconds(1), Duration.ofSeconds(5),
				Duration.ofSeconds(1), 1, 4 * 1024, 512 * 1024, 10, 1024 * 1024);
		TestTransport client = this.loopback.transport(small);
		ConnectionId out = client.link(this.server);
		this.loopback.run(() -> {
			for (int i = 1; i <= 20; i++) {
				client.raw().send(out, Samples.gossip(i, 1024));
			}
		});
		this.server.awaitCount(Received.class, 22);
		assertThat(client.counters().framesDropped()).isZero();
	}

	/** Sends until the first message is dropped. */
	private void fill() {
		long[] version = { 0 };
		this.loopback.await("nothing gets away any more", () -> {
			this.server.raw().send(this.in, Samples.gossip(++version[0], SIZE));
			return this.server.raw().counters().framesDropped() > 0;
		});
	}

}

package io.starling.mesh.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.transport.TestTransport.Accepted;
import io.starling.mesh.transport.TestTransport.Closed;
import io.starling.mesh.transport.TestTransport.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What all connections together may cost.
 */
class BoundsTest {

	private static final int SIZE = 64 * 1024;

	private static final int ALL = 1024 * 1024;

	private final Loopback loopback = new Loopback();

	@AfterEach
	void close() throws Exception {
		this.loopback.close();
	}

	private TestTransport server(int maxAccepted) {
		return this.loopback
			.transport(new TransportSettings(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMillis(300), 3,
					512 * 1024, ALL, maxAccepted, ALL))
			.listening();
	}

	@Test
	void peersThatDoNotReadShareOneBoundAndThoseThatReadDoNotSuffer() throws Exception {
		TestTransport server = server(100);
		List<PlainPeer> peers = new ArrayList<>();
		for (int i = 1; i <= 6; i++) {
			peers.add(greeted(server, "127.0.0.1", i));
		}
		long[] version = { 0 };
		// Five do not read: more than their share is dropped, or they are cut.
		this.loopback.await("all is full", () -> {
			for (int i = 1; i <= 5; i++) {
				server.raw().send(new ConnectionId(false, i), Samples.gossip(++version[0], SIZE));
			}
			assertThat(server.raw().waiting()).isLessThanOrEqualTo(ALL);
			return server.raw().waiting() > ALL - 2 * SIZE;
		});
		for (int i = 0; i < 100; i++) {
			int number = i;
			this.loopback.run(() -> {
				server.raw().send(new ConnectionId(false, 6), Samples.gossip(number + 1, SIZE));
				assertThat(server.raw().waiting()).isLessThanOrEqualTo(ALL);
			});
			assertThat(peers.get(5).read()).contains(Samples.gossip(number + 1, SIZE));
		}
		assertThat(server.isClosedNow(new ConnectionId(false, 6))).isFalse();
	}

	@Test
	void whoComesWhenAllPlacesAreTakenIsTurnedAwayAndTheOthersStay() throws Exception {
		TestTransport server = server(4);
		for (int i = 1; i <= 4; i++) {
			greeted(server, "127.0.0.1", i);
		}
		PlainPeer surplus = this.loopback.opened(PlainPeer.connect("127.0.0.1", server.port()));
		surplus.send(Samples.HELLO);
		assertThat(surplus.isEnded()).isTrue();
		assertThat(server.counters().turnedAway()).isEqualTo(1);
		assertThat(server.count(Accepted.class)).isEqualTo(4);
		assertThat(server.count(Closed.class)).isZero();
	}

	@Test
	void anAddressWithMoreThanItsShareMakesRoomForOthersAndFewOnesStay() throws Exception {
		TestTransport server = server(16);
		greeted(server, "127.0.0.2", 1);
		greeted(server, "127.0.0.2", 2);
		for (int i = 3; i <= 16; i++) {
			greeted(server, "127.0.0.1", i);
		}
		greeted(server, "127.0.0.3", 17);
		server.awaitEvent(new Closed(new ConnectionId(false, 16)));
		greeted(server, "127.0.0.2", 18);
		server.awaitEvent(new Closed(new ConnectionId(false, 15)));
		assertThat(server.count(Closed.class)).isEqualTo(2);
	}

	@Test
	void aPlaceIsFreeWhenItsConnectionEnds() throws Exception {
		TestTransport server = server(1);
		greeted(server, "127.0.0.1", 1).close();
		server.awaitEvent(new Closed(new ConnectionId(false, 1)));
		greeted(server, "127.0.0.1", 2);
	}

	@Test
	void strangersGetAQuarterOfTheFileDescriptorsAtMost() {
		String limits = "Limit Soft Limit Hard Limit Units\nMax open files            %s               4096  files\n";
		assertThat(Descriptors.quarter(limits.formatted("1024"), 1024)).isEqualTo(256);
		assertThat(Descriptors.quarter(limits.formatted("1048576"), 1024)).isEqualTo(1024);
		assertThat(Descriptors.quarter(limits.formatted("unlimited"), 1024)).isEqualTo(1024);
		assertThat(Descriptors.quarter(limits.formatted("99999999999999999999"), 1024)).isEqualTo(1024);
		assertThat(Descriptors.quarter(limits.formatted("3"), 1024)).isEqualTo(1);
		assertThat(Descriptors.quarter("nothing of the kind", 1024)).isEqualTo(1024);
		assertThat(TransportSettings.defaults().maxGreeting()).isBetween(1, 1024);
	}

	private PlainPeer greeted(TestTransport server, String from, int number) throws Exception {
		PlainPeer peer = this.loopback.opened(PlainPeer.connect(from, server.port()));
		peer.send(Samples.HELLO);
		server.awaitEvent(new Received(new ConnectionId(false, number), Samples.HELLO));
		return peer;
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.overlay.Rings;
import io.starling.mesh.wire.MessageCodec;
import org.junit.jupiter.api.Test;

import static io.starling.mesh.protocol.Bench.id;
import static io.starling.mesh.protocol.Bench.member;
import static io.starling.mesh.protocol.Bench.row;
import static io.starling.mesh.protocol.Bench.rumor;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How rumors leave: links rest between bursts, and large rows go over half of them.
 */
class LinksTest {

	private static final Bytes LARGE = Bytes.copyOf(new byte[2000]);

	private final RecordingOutbox out = new RecordingOutbox();

	private final Links links = new Links(id(500), Settings.defaults(),
			new Sleep(Settings.defaults().tick(), Instant.EPOCH), new SplittableRandom(1), this.out);

	private Connection open(int number) {
		Connection connection = this.links.accept(new ConnectionId(false, number), Instant.EPOCH);
		this.links.open(connection, member(number), Instant.EPOCH);
		return connection;
	}

	@Test
	void aLinkThatHasCarriedRumorsRestsForOneToThreeMilliseconds() {
		Connection link = open(1);
		Set<Instant> rests = new TreeSet<>();
		for (int i = 0; i < 100; i++) {
			Instant now = Instant.EPOCH.plusSeconds(i);
			this.links.spread(rumor(row(1, "a", 2 * i + 1)), null);
			this.links.flush(now);
			this.links.spread(rumor(row(1, "a", 2 * i + 2)), null);
			this.links.flush(now);
			assertThat(this.out.rumorsOn(link.id)).as("the first at once").hasSize(2 * i + 1);
			Instant next = this.links.nextFlush();
			assertThat(next).isBetween(now.plusMillis(1), now.plusMillis(3));
			rests.add(Instant.EPOCH.plus(Duration.between(now, next)));
			this.links.flush(next.minusNanos(1));
			assertThat(this.out.rumorsOn(link.id)).hasSize(2 * i + 1);
			this.links.flush(next);
			assertThat(this.out.rumorsOn(link.id)).hasSize(2 * i + 2);
			assertThat(this.links.nextFlush()).isEqualTo(Instant.MAX);
		}
		assertThat(rests).as("drawn").hasSizeGreaterThan(90);
	}

	@Test
	void theSameRumorsToAllLinksAreOneMessage() {
		open(1);
		open(2);
		open(3);
		this.links.spread(rumor(row(1, "a", 1)), null);
		this.links.flush(Instant.EPOCH);
		List<Message.Gossip> sent = this.out.sent(Message.Gossip.class);
		assertThat(sent).hasSize(3);
		assertThat(sent.get(1)).isSameAs(sent.get(0));
		assertThat(sent.get(2)).isSameAs(sent.get(0));
	}

	@Test
	void aRequestIsSentAfterTheRumorsThatWaited() {
		Connection link = open(1);
		this.links.sendLast(link, new Message.Resume(id(7)));
		this.links.spread(rumor(row(1, "a", 1)), null);
		this.links.flush(Instant.EPOCH);
		assertThat(this.out.sentOn(link.id)).containsExactly(new Message.Gossip(List.of(rumor(row(1, "a", 1)))),
				new Message.Resume(id(7)));
	}

	@Test
	void whatWaitsIsSentBeforeTheGoodbye() {
		Connection link = open(1);
		link.outgoing.rest(Instant.MAX);
		this.links.spread(rumor(row(1, "a", 1)), null);
		this.links.close(link, Message.Goodbye.Reason.LEAVING);
		assertThat(this.out.sentOn(link.id)).containsExactly(new Message.Gossip(List.of(rumor(row(1, "a", 1)))),
				new Message.Goodbye(Message.Goodbye.Reason.LEAVING));
	}

	@Test
	void aLargeRowGoesToTheNeighboursOnHalfTheRingsAndIsOfferedToTheOthers() {
		Bench bench = new Bench();
		TreeMap<MemberId, ConnectionId> peers = new TreeMap<>();
		for (int i = 1; i <= 40; i++) {
			peers.put(id(i), bench.meet(i));
		}
		Set<MemberId> all = peers.keySet();
		NavigableSet<MemberId> neighbours = Rings.around(id(500), all, 4);
		NavigableSet<MemberId> eager = Rings.around(id(500), all, 2);
		assertThat(neighbours).hasSizeGreaterThan(eager.size());
		bench.pass(Duration.ofMillis(500), peers.values().toArray(ConnectionId[]::new));
		bench.out.forget();
		Row large = bench.protocol.rows().put(bench.now, "t", "large", LARGE);
		bench.settle();
		Message offer = new Message.Have(List.of(new OwnerIndex(id(500), List.of(new RowVersion(large)))));
		for (MemberId peer : all) {
			assertThat(bench.out.rumorsOn(peers.get(peer)).contains(rumor(large))).isEqualTo(eager.contains(peer));
			assertThat(bench.out.sentOn(peers.get(peer))).doesNotContain(offer);
		}
		bench.now = bench.now.plusMillis(50);
		bench.settle();
		for (MemberId peer : all) {
			boolean lazy = neighbours.contains(peer) && !eager.contains(peer);
			assertThat(bench.out.sentOn(peers.get(peer)).contains(offer)).isEqualTo(lazy);
		}
		ConnectionId asking = peers.get(eager.contains(neighbours.first()) ? neighbours.last() : neighbours.first());
		bench.out.forget();
		bench.take(asking, new Message.Want(List.of(), List.of(large.id())));
		assertThat(bench.out.rumorsOn(asking)).containsExactly(rumor(large));
	}

	@Test
	void whatIsOfferedIsAskedForOnlyIfItIsNewer() {
		Bench bench = new Bench();
		ConnectionId peer = bench.join(1);
		bench.receive(peer, new Rumor.OfMember(member(2).leaving()), rumor(row(1, "known", 3)));
		bench.out.forget();
		RowId unknown = new RowId("t", id(1), "unknown");
		bench.take(peer,
				new Message.Have(List.of(
						new OwnerIndex(id(1),
								List.of(new RowVersion(row(1, "known", 3)), new RowVersion("t", "unknown", 1, 0))),
						new OwnerIndex(id(2), List.of(new RowVersion("t", "of the dead", 1, 0))))));
		assertThat(bench.out.sentOn(peer)).containsExactly(new Message.Want(List.of(), List.of(unknown)));
	}

	@Test
	void anOfferAsLargeAsAFrameIsAskedForInMessagesThatFit() throws MalformedException {
		Bench bench = new Bench();
		ConnectionId peer = bench.join(1);
		List<OwnerIndex> owners = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			owners.add(new OwnerIndex(id(1000 + i), Collections.nCopies(1024, new RowVersion("t", "", 1, 0))));
		}
		Message offer = MessageCodec.decode(MessageCodec.encode(new Message.Have(owners))).orElseThrow();
		bench.take(peer, offer);
		List<Message.Want> wants = bench.out.sent(Message.Want.class);
		assertThat(wants).hasSize(60).allMatch((want) -> MessageCodec.encode(want).length < Limits.FRAME_SIZE);
	}

}

package io.starling.mesh.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.wire.MessageCodec;
import org.junit.jupiter.api.Test;

import static io.starling.mesh.protocol.Bench.id;
import static io.starling.mesh.protocol.Bench.member;
import static io.starling.mesh.protocol.Bench.row;
import static io.starling.mesh.protocol.Bench.rumor;
import static org.assertj.core.api.Assertions.assertThat;

class OutgoingTest {

	private static final Instant NOW = Instant.EPOCH;

	private final Outgoing outgoing = new Outgoing();

	@Test
	void aNewerRumorTakesThePlaceOfAnOlderAboutTheSame() {
		this.outgoing.add(rumor(row(1, "a", 1)));
		this.outgoing.add(rumor(row(1, "b", 1)));
		this.outgoing.add(new Rumor.OfMember(member(1)));
		this.outgoing.add(rumor(row(1, "a", 2)));
		this.outgoing.add(new Rumor.OfMember(member(1).withVersion(2)));
		assertThat(this.outgoing.takeRumors(NOW)).containsExactly(rumor(row(1, "a", 2)), rumor(row(1, "b", 1)),
				new Rumor.OfMember(member(1).withVersion(2)));
		assertThat(this.outgoing.takeRumors(NOW)).isEmpty();
	}

	@Test
	void whatTheOtherSideHasJustSaidIsNotSaidBack() {
		this.outgoing.add(rumor(row(1, "a", 1)));
		this.outgoing.add(rumor(row(1, "b", 2)));
		this.outgoing.add(new Rumor.OfDeath(id(3), 1, id(4)));
		this.outgoing.offer(row(1, "c", 1), NOW);
		this.outgoing.drop(rumor(row(1, "a", 1)));
		this.outgoing.drop(rumor(row(1, "b", 1)));
		this.outgoing.drop(rumor(row(1, "c", 1)));
		this.outgoing.drop(new Rumor.OfDeath(id(3), 1, id(4)));
		assertThat(this.outgoing.takeRumors(NOW)).containsExactly(rumor(row(1, "b", 2)));
		assertThat(this.outgoing.takeOffers(Instant.MAX)).isNull();
	}

	@Test
	void offersWaitAndLeaveTogetherByOwnerInTheirNewestVersion() {
		this.outgoing.offer(row(2, "a", 1), NOW);
		this.outgoing.offer(row(1, "a", 1), NOW.plusMillis(30));
		this.outgoing.offer(row(2, "a", 3), NOW.plusMillis(40));
		assertThat(this.outgoing.due()).isEqualTo(NOW.plusMillis(50));
		assertThat(this.outgoing.takeOffers(NOW.plusMillis(49))).isNull();
		assertThat(this.outgoing.takeOffers(NOW.plusMillis(50)))
			.isEqualTo(new Message.Have(List.of(new OwnerIndex(id(1), List.of(new RowVersion(row(1, "a", 1)))),
					new OwnerIndex(id(2), List.of(new RowVersion(row(2, "a", 3)))))));
		assertThat(this.outgoing.takeOffers(Instant.MAX)).isNull();
		assertThat(this.outgoing.due()).isEqualTo(Instant.MAX);
	}

	@Test
	void offersOfAnyNumberAndLengthFitTheirMessages() {
		String table = "t".repeat(Limits.TABLE_LENGTH);
		for (int i = 0; i < 5000; i++) {
			String key = "%05d".formatted(i) + "k".repeat(Limits.KEY_LENGTH - 5);
			this.outgoing.offer(Row.of(new RowId(table, id(i % 40), key), Limits.VERSION, Bytes.EMPTY), NOW);
		}
		int offered = 0;
		Message.Have offers = this.outgoing.takeOffers(Instant.MAX);
		while (offers != null) {
			assertThat(MessageCodec.encode(offers).length).isLessThan(Limits.FRAME_SIZE);
			offered += offers.owners().stream().mapToInt((owner) -> owner.rows().size()).sum();
			offers = this.outgoing.takeOffers(Instant.MAX);
		}
		assertThat(offered).isEqualTo(5000);
	}

	@Test
	void nothingLeavesDuringARestUnlessTheConnectionEnds() {
		this.outgoing.rest(NOW.plusMillis(2));
		assertThat(this.outgoing.due()).as("nothing waits").isEqualTo(Instant.MAX);
		this.outgoing.add(rumor(row(1, "a", 1)));
		assertThat(this.outgoing.due()).isEqualTo(NOW.plusMillis(2));
		assertThat(this.outgoing.takeRumors(NOW.plusMillis(1))).isEmpty();
		this.outgoing.hurry();
		assertThat(this.outgoing.takeRumors(NOW.plusMillis(1))).hasSize(1);
	}

	@Test
	void aRequestLeavesWithTheRumorsBeforeItAndNotDuringARest() {
		this.outgoing.rest(NOW.plusMillis(2));
		this.outgoing.follow(new Message.Resume(id(1)));
		assertThat(this.outgoing.due()).isEqualTo(NOW.plusMillis(2));
		assertThat(this.outgoing.takeRequest(NOW.plusMillis(1))).isNull();
		assertThat(this.outgoing.takeRequest(NOW.plusMillis(2))).isEqualTo(new Message.Resume(id(1)));
		assertThat(this.outgoing.takeRequest(NOW.plusMillis(2))).isNull();
		assertThat(this.outgoing.due()).isEqualTo(Instant.MAX);
	}

	@Test
	void rumorsArePackedIntoMessagesOfBoundedSizeInOrder() {
		List<Rumor> large = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			large.add(rumor(Row.of(new RowId("t", id(1), "k" + i), 1, Bytes.copyOf(new byte[10_000]))));
		}
		List<Message.Gossip> messages = Outgoing.batches(large);
		assertThat(messages).hasSize(15).allMatch((message) -> message.rumors().size() <= 7);
		assertThat(messages.stream().flatMap((message) -> message.rumors().stream())).isEqualTo(large);
		List<Rumor> small = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			small.add(new Rumor.OfDeath(id(i), 1, id(4)));
		}
		messages = Outgoing.batches(small);
		assertThat(messages).allMatch((message) -> message.rumors().size() <= Limits.RUMORS_PER_MESSAGE);
		assertThat(messages.stream().flatMap((message) -> message.rumors().stream())).isEqualTo(small);
		assertThat(Outgoing.batches(List.of())).isEmpty();
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.mesh.protocol.Bench.id;
import static io.starling.mesh.protocol.Bench.member;
import static io.starling.mesh.protocol.Bench.row;
import static io.starling.mesh.protocol.Bench.rumor;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What members hold and pass on, byte for byte, and what becomes of two contents under
 * one version.
 */
class ContentTest {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final Bench bench = new Bench();

	@Test
	void whatIsUnknownInARowOrRecordIsPassedOnAndToldAsItCame() throws MalformedException {
		List<Rumor> signed = List.of(new Rumor.OfMember(Member.decode(signed(member(9).block()))),
				rumor(Row.decode(signed(row(1, "a", 3).block()))), new Rumor.OfRow(
						Row.decode(signed(Row.tombstone(row(1, "b", 4).id(), 4).block())), Duration.ofSeconds(1)));
		ConnectionId from = this.bench.join(1);
		ConnectionId to = this.bench.join(2);
		this.bench.receive(from, signed.toArray(Rumor[]::new));
		assertThat(this.bench.out.rumorsOn(to)).containsAll(signed);
		this.bench.out.forget();
		this.bench.take(to, new Message.Want(List.of(id(9)), List.of(row(1, "a", 3).id())));
		assertThat(this.bench.out.rumorsOn(to)).containsExactlyInAnyOrderElementsOf(signed.subList(0, 2));
		this.bench.out.forget();
		// Who still holds the row is sent the tombstone, as its owner wrote it.
		this.bench.receive(to, rumor(row(1, "b", 2)));
		assertThat(blocksOn(to)).contains(((Rumor.OfRow) signed.get(2)).row().block());
	}

	@Test
	void aVoteIsToldToOthersAsItWasHeard() throws MalformedException {
		ConnectionId from = this.bench.join(1);
		ConnectionId to = this.bench.join(2);
		for (int i = 3; i <= 9; i++) {
			this.bench.join(i);
		}
		Rumor.OfVote vote = Objects.requireNonNull(
				Rumor.OfVote.decode(signed(new Rumor.OfVote(id(2), 1, id(1), Rumor.Evidence.SILENT).block())));
		this.bench.receive(from, vote);
		this.bench.out.forget();
		this.bench.take(to, new Message.Want(List.of(id(2)), List.of()));
		assertThat(this.bench.out.rumorsOn(to)).contains(vote);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 60 })
	void twoContentsUnderOneVersionBecomeOneEverywhere(int owners) {
		TwoTables tables = new TwoTables(owners, 0, 20).draw(owners, 4 * owners);
		RowId name = tables.here.rows.firstKey();
		Row known = tables.here.rows.get(name);
		Row other = Row.of(name, known.version(), Columns.EMPTY.with("other", true).encode());
		tables.there.rows.put(name, other);
		Member owner = tables.here.owners.firstEntry().getValue();
		Member elsewhere = new Member(owner.id(), owner.version(), new Endpoint("10.9.9.9", 9), "", false);
		tables.there.owners.put(owner.id(), elsewhere);
		TinyMesh mesh = new TinyMesh();
		List<TinyMember> two = Stream.of(1, 2).map((number) -> mesh.add(member(number))).toList();
		tables.here.tellTo(two.get(0));
		tables.there.tellTo(two.get(1));
		two.get(0).protocol.seedsResolved(mesh.now, List.of(two.get(1).self.endpoint()));
		two.get(0).settle();
		assertThat(mesh.passUntil(() -> two.get(0).digest().equals(two.get(1).digest())
				&& two.get(0).snapshot().row(name).equals(two.get(1).snapshot().row(name)), MINUTE))
			.isTrue();
		Row row = other.supersedes(known) ? other : known;
		Member record = elsewhere.supersedes(owner) ? elsewhere : owner;
		for (TinyMember each : two) {
			assertThat(each.snapshot().row(name)).contains(row);
			assertThat(each.snapshot().member(owner.id()).orElseThrow().member()).isEqualTo(record);
		}
		mesh.pass(Duration.ofSeconds(2));
		long frames = mesh.frames.stream().filter(ContentTest::tells).count();
		// Later the owners are taken for dead, as they are none.
		mesh.pass(Duration.ofSeconds(8));
		assertThat(mesh.frames.stream().filter(ContentTest::tells)).as("at rest").hasSize((int) frames);
	}

	@Test
	void aRowAndATombstoneUnderOneVersionBecomeOneEverywhereToo() {
		for (int key = 0; key < 16; key++) {
			Row row = row(1, "key-" + key, 5);
			Row tombstone = Row.tombstone(row.id(), 5);
			Row winner = row.supersedes(tombstone) ? row : tombstone;
			for (List<Row> order : List.of(List.of(row, tombstone), List.of(tombstone, row))) {
				Bench one = new Bench();
				ConnectionId peer = one.join(1);
				order.forEach((each) -> one.receive(peer, new Rumor.OfRow(each, Duration.ZERO)));
				assertThat(one.protocol.snapshot().row(row.id()).isPresent()).isEqualTo(winner.equals(row));
			}
		}
	}

	@Test
	void anOfferOfAnotherContentUnderOneVersionIsAskedForIfItIsToStay() {
		ConnectionId peer = this.bench.join(1);
		Row row = row(1, "a", 5);
		this.bench.receive(peer, rumor(row));
		this.bench.out.forget();
		long content = row.fingerprint().high();
		this.bench.take(peer, have(row, content));
		this.bench.take(peer, have(row, content - 1));
		assertThat(this.bench.out.sent(Message.Want.class)).isEmpty();
		this.bench.take(peer, have(row, content + 1));
		assertThat(this.bench.out.sent(Message.Want.class)).hasSize(1);
	}

	private static boolean tells(TinyMesh.Frame frame) {
		return frame.message() instanceof Message.Gossip gossip && gossip.rumors()
			.stream()
			.anyMatch((rumor) -> rumor instanceof Rumor.OfRow || rumor instanceof Rumor.OfMember);
	}

	private static Message have(Row row, long content) {
		return new Message.Have(List.of(new OwnerIndex(row.id().owner(),
				List.of(new RowVersion(row.id().table(), row.id().key(), row.version(), content)))));
	}

	private List<Bytes> blocksOn(ConnectionId connection) {
		return this.bench.out.rumorsOn(connection)
			.stream()
			.filter(Rumor.OfRow.class::isInstance)
			.map((rumor) -> ((Rumor.OfRow) rumor).row().block())
			.toList();
	}

	private static Bytes signed(Bytes block) {
		FieldWriter signature = new FieldWriter().bytes(FieldReader.SIGNATURE, Bytes.copyOf(new byte[64]), 64, "");
		byte[] both = new byte[block.size() + signature.toBytes().size()];
		System.arraycopy(block.toArray(), 0, both, 0, block.size());
		System.arraycopy(signature.toBytes().toArray(), 0, both, block.size(), signature.toBytes().size());
		return Bytes.copyOf(both);
	}

}

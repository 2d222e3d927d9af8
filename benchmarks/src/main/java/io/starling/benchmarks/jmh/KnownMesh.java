package io.starling.benchmarks.jmh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.starling.benchmarks.measure.ServiceRow;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Protocol;
import io.starling.mesh.protocol.Settings;

/**
 * One member's protocol that knows a hundred others with ten rows each, and has a
 * connection to eight of them; always the same, as all ids come from one seed.
 */
final class KnownMesh {

	static final int MEMBERS = 100;

	static final int ROWS = 1000;

	private static final int LINKS = 8;

	private static final String NAME = "benchmark";

	private static final Instant NOW = Instant.EPOCH;

	private final Random random = new Random(42);

	private final Protocol protocol = new Protocol(NAME, member(0), Settings.defaults(), this.random,
			new DiscardingOutbox(), NOW);

	private final List<Member> members = new ArrayList<>();

	private final List<Row> rows = new ArrayList<>();

	KnownMesh() {
		this.protocol.start(NOW);
		for (int i = 0; i < MEMBERS; i++) {
			this.members.add(member(i + 1));
		}
		for (int i = 0; i < LINKS; i++) {
			this.protocol.accepted(NOW, connection(i));
			receive(i, new Message.Hello(NAME, this.members.get(i), false, snapshot().digest()));
		}
		this.members.forEach((member) -> receive(0, gossip(new Rumor.OfMember(member))));
		for (int i = 0; i < ROWS; i++) {
			RowId id = new RowId(ServiceRow.TABLE, this.members.get(i % MEMBERS).id(), "inventory-" + i);
			this.rows.add(Row.of(id, 1 + i / MEMBERS, ServiceRow.of(i).encode()));
		}
		this.rows.forEach((row) -> receive(0, gossip(new Rumor.OfRow(row, Duration.ZERO))));
		if (snapshot().table(ServiceRow.TABLE).size() != ROWS || snapshot().linked().size() != LINKS) {
			throw new IllegalStateException("The protocol did not learn the mesh: " + snapshot());
		}
	}

	private Member member(int number) {
		return new Member(MemberId.random(this.random), 1, new Endpoint("127.0.0.1", 1024 + number), "", false);
	}

	private static ConnectionId connection(int link) {
		return new ConnectionId(false, link);
	}

	static Message.Gossip gossip(Rumor rumor) {
		return new Message.Gossip(List.of(rumor));
	}

	List<Member> members() {
		return this.members;
	}

	List<Row> rows() {
		return this.rows;
	}

	MeshSnapshot snapshot() {
		return this.protocol.snapshot();
	}

	/**
	 * Lets a message come by one of the eight links: everything that its arrival costs.
	 */
	void receive(int link, Message message) {
		this.protocol.received(NOW, connection(link), message);
		this.protocol.settle(NOW);
	}

}

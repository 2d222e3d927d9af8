package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * One protocol on the bench, with hand-made peers: the member under test has the middle
 * id, so that peers below and above it exist.
 */
final class Bench {

	static final Bytes STATE = Bytes.copyOf(new byte[] { 1 });

	static final String MESH = "bench";

	final RecordingOutbox out = new RecordingOutbox();

	final Protocol protocol;

	Instant now = Instant.EPOCH;

	/** When the protocol wants to be woken up. */
	private Instant asked = Instant.MAX;

	private long accepted;

	Bench() {
		this.protocol = new Protocol(MESH, member(500), Settings.defaults(), new SplittableRandom(1), this.out,
				this.now);
		this.protocol.start(this.now);
		settle();
	}

	static Member member(int number) {
		return new Member(id(number), 1, new Endpoint("10.0.0." + number % 250, 1000 + number), "", false);
	}

	static MemberId id(int number) {
		return new MemberId(number, 0);
	}

	static Row row(int owner, String key, long version) {
		return Row.of(new RowId("services", id(owner), key), version, STATE);
	}

	static Rumor rumor(Row row) {
		return new Rumor.OfRow(row, Duration.ZERO);
	}

	static Message.Hello hello(Member member) {
		return new Message.Hello(MESH, member, false, Digest.EMPTY);
	}

	/** A newcomer connects and says hello. */
	ConnectionId join(int number) {
		return open(new Message.Hello(MESH, member(number), true, Digest.EMPTY));
	}

	/** A member of whom another has told is dialled as a neighbour, and says hello. */
	ConnectionId dial(int number, ConnectionId teller) {
		receive(teller, new Rumor.OfMember(member(number)));
		pass(Settings.defaults().tick(), teller);
		ConnectionId connection = dialTo(number);
		this.protocol.connected(this.now, connection);
		take(connection, hello(member(number)));
		return connection;
	}

	/** A peer that has other links connects and says hello. */
	ConnectionId meet(int number) {
		return open(hello(member(number)));
	}

	private ConnectionId open(Message.Hello hello) {
		ConnectionId connection = new ConnectionId(false, ++this.accepted);
		this.protocol.accepted(this.now, connection);
		this.protocol.received(this.now, connection, hello);
		settle();
		return connection;
	}

	/**
	 * Lets so little time pass that hardly anything but a link's rest is over; ticks when
	 * the protocol has asked for it, as whoever does not is late.
	 */
	void settle() {
		this.now = this.now.plusMillis(5);
		if (this.now.isAfter(this.asked)) {
			this.protocol.tick(this.now);
		}
		this.asked = this.protocol.settle(this.now);
	}

	/** A message comes, and what follows from it. */
	void take(ConnectionId from, Message message) {
		this.protocol.received(this.now, from, message);
		settle();
	}

	void receive(ConnectionId from, Rumor... rumors) {
		take(from, new Message.Gossip(List.of(rumors)));
	}

	/** Lets time pass in ticks; peers that answer pings do so at once. */
	void pass(Duration time, ConnectionId... answering) {
		Instant end = this.now.plus(time);
		while (this.now.isBefore(end)) {
			Instant next = this.now.plus(Settings.defaults().tick());
			while (this.asked.isBefore(next)) {
				wakeUp(this.asked);
			}
			wakeUp(next);
			answerPings(answering);
		}
	}

	/** These peers answer what they have been asked. */
	void answerPings(ConnectionId... answering) {
		while (answeredPings(List.of(answering))) {
			// An answer takes time, in which there may be another question.
		}
	}

	private boolean answeredPings(List<ConnectionId> answering) {
		boolean any = false;
		for (RecordingOutbox.Sent sent : new ArrayList<>(this.out.sent)) {
			if (sent.message() instanceof Message.Ping ping && answering.contains(sent.connection())) {
				this.out.sent.remove(sent);
				take(sent.connection(), new Message.Pong(ping.sequence(), this.protocol.snapshot().digest()));
				any = true;
			}
		}
		return any;
	}

	private void wakeUp(Instant when) {
		this.now = when.isAfter(this.now) ? when : this.now;
		this.protocol.tick(this.now);
		settle();
	}

	/** The process of a member ends, to which a link stands. */
	void end(ConnectionId link, int number) {
		this.out.dialled.clear();
		this.protocol.closed(this.now, link, Ending.CLOSED);
		settle();
		this.protocol.connectFailed(this.now, dialTo(number), ConnectFailure.REFUSED);
		settle();
	}

	Liveness livenessOf(int number) {
		return this.protocol.snapshot().member(id(number)).orElseThrow().liveness();
	}

	Member self() {
		return this.protocol.snapshot().member(id(500)).orElseThrow().member();
	}

	/** The dial that is under way to a member, or that has been. */
	ConnectionId dialTo(int number) {
		Endpoint endpoint = member(number).endpoint();
		return this.out.dialled.entrySet()
			.stream()
			.filter((dial) -> dial.getValue().equals(endpoint))
			.findFirst()
			.orElseThrow()
			.getKey();
	}

}

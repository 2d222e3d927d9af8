package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.wire.MessageCodec;

/**
 * One member of a {@link TinyMesh}.
 */
final class TinyMember implements Outbox {

	final Member self;

	final Protocol protocol;

	Instant alarm = Instant.MAX;

	/** The most bytes that were ever sent and not yet taken in at the other ends. */
	long mostUnderWay;

	/** Changes a message before it leaves, as a hostile member would. */
	UnaryOperator<Message> spoil = UnaryOperator.identity();

	/** True while all news that it sends is lost. */
	boolean muted;

	final List<Confirmation> confirmations = new ArrayList<>();

	final Map<Activity, Long> counts = new EnumMap<>(Activity.class);

	private final TinyMesh mesh;

	private final Map<ConnectionId, Line> lines = new TreeMap<>();

	private long accepted;

	private long underWay;

	TinyMember(TinyMesh mesh, Member self) {
		this.mesh = mesh;
		this.self = self;
		this.protocol = new Protocol(Bench.MESH, self, Settings.defaults(), new SplittableRandom(self.id().low()), this,
				mesh.now);
		this.protocol.start(mesh.now);
	}

	void settle() {
		this.mesh.alarm(this.protocol.settle(this.mesh.now), this);
	}

	MeshSnapshot snapshot() {
		return this.protocol.snapshot();
	}

	Digest digest() {
		return this.protocol.snapshot().digest();
	}

	/** Somebody who is gone again at once tells this member something. */
	void hear(Member teller, List<? extends Rumor> rumors) {
		dismiss(meet(teller, rumors));
	}

	/** Somebody tells this member something, and stays. */
	ConnectionId meet(Member teller, List<? extends Rumor> rumors) {
		ConnectionId connection = new ConnectionId(false, ++this.accepted);
		this.protocol.accepted(this.mesh.now, connection);
		this.protocol.received(this.mesh.now, connection, Bench.hello(teller));
		for (Rumor rumor : rumors) {
			this.protocol.received(this.mesh.now, connection, new Message.Gossip(List.of(rumor)));
		}
		settle();
		return connection;
	}

	/** Who stays shows that it is there. */
	void hearAgain(ConnectionId connection) {
		this.protocol.received(this.mesh.now, connection, new Message.Pong(0, digest()));
		settle();
	}

	/** Who has stayed says goodbye. */
	void dismiss(ConnectionId connection) {
		this.protocol.received(this.mesh.now, connection, new Message.Goodbye(Message.Goodbye.Reason.UNNEEDED));
		settle();
	}

	@Override
	public void connect(ConnectionId connection, Endpoint endpoint) {
		if (this.mesh.isAnybodyAt(endpoint)) {
			this.mesh.livingAt(endpoint).accept(this, connection);
		}
		else {
			// The tables tell of many who are not played; nobody is to hold that against
			// them.
			this.mesh.schedule(this.mesh.now.plus(TinyMesh.LATENCY), this,
					() -> this.protocol.connectFailed(this.mesh.now, connection, ConnectFailure.NOT_TRIED));
		}
	}

	private void accept(TinyMember dialler, ConnectionId theirs) {
		ConnectionId ours = new ConnectionId(false, ++this.accepted);
		this.lines.put(ours, new Line(dialler, theirs));
		dialler.lines.put(theirs, new Line(this, ours));
		Instant now = this.mesh.now;
		this.mesh.schedule(now.plus(TinyMesh.LATENCY), this, () -> this.protocol.accepted(this.mesh.now, ours));
		this.mesh.schedule(now.plus(TinyMesh.LATENCY.multipliedBy(2)), dialler,
				() -> dialler.protocol.connected(this.mesh.now, theirs));
	}

	@Override
	public void send(ConnectionId connection, Message message) {
		Line line = this.lines.get(connection);
		if (line == null || (this.muted && message instanceof Message.Gossip)) {
			return;
		}
		byte[] frame = MessageCodec.encode(this.spoil.apply(message));
		Message sent = decoded(frame);
		this.mesh.frames.add(new TinyMesh.Frame(this, sent, frame.length, this.mesh.now));
		this.underWay += frame.length;
		this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
		line.takeTime(this.mesh.now, frame.length);
		this.mesh.schedule(line.free.plus(TinyMesh.LATENCY), line.peer, () -> {
			this.underWay -= frame.length;
			line.peer.take(line.theirs, sent);
		});
	}

	private void take(ConnectionId connection, Message message) {
		if (this.lines.containsKey(connection)) {
			this.protocol.received(this.mesh.now, connection, message);
		}
	}

	private static Message decoded(byte[] frame) {
		try {
			return MessageCodec.decode(frame).orElseThrow();
		}
		catch (MalformedException ex) {
			throw new AssertionError("What was written cannot be read", ex);
		}
	}

	@Override
	public void close(ConnectionId connection) {
		Line line = this.lines.remove(connection);
		if (line != null) {
			line.takeTime(this.mesh.now, 0);
			this.mesh.schedule(line.free.plus(TinyMesh.LATENCY), line.peer, () -> line.peer.closed(line.theirs));
		}
	}

	private void closed(ConnectionId connection) {
		if (this.lines.remove(connection) != null) {
			this.protocol.closed(this.mesh.now, connection, Ending.CLOSED);
		}
	}

	@Override
	public void resolveSeeds() {
	}

	@Override
	public void publish(MeshSnapshot snapshot) {
	}

	@Override
	public void notify(Notice notice) {
	}

	@Override
	public void confirmed(long inquiry, Confirmation confirmation) {
		this.confirmations.add(confirmation);
	}

	@Override
	public void count(Activity what, long times) {
		this.counts.merge(what, times, Long::sum);
	}

	/** One end of a connection, and when what was sent there has left. */
	private static final class Line {

		private final TinyMember peer;

		private final ConnectionId theirs;

		private Instant free = Instant.EPOCH;

		Line(TinyMember peer, ConnectionId theirs) {
			this.peer = peer;
			this.theirs = theirs;
		}

		void takeTime(Instant now, int bytes) {
			Instant from = this.free.isBefore(now) ? now : this.free;
			this.free = from.plus(Duration.ofNanos(bytes * TinyMesh.NANOS_PER_BYTE));
		}

	}

}

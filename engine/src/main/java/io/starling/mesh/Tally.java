package io.starling.mesh;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;
import io.starling.mesh.protocol.Notice;
import io.starling.mesh.protocol.Outbox;
import io.starling.mesh.transport.Transport;
import io.starling.mesh.transport.TransportCounters;
import io.starling.mesh.transport.TransportEvents;

/**
 * Stands between a member's protocol and its world, passes everything on, and counts.
 * Counted on the mesh's thread, read on any.
 */
final class Tally implements Outbox, TransportEvents {

	private final Outbox out;

	private final TransportEvents events;

	private final Map<Activity, LongAdder> counts = new EnumMap<>(Activity.class);

	/** The connections whose end would be a break: a hello came, and no goodbye. */
	private final Set<ConnectionId> greeted = new HashSet<>();

	private Set<MemberId> linked = Set.of();

	Tally(Outbox out, TransportEvents events) {
		this.out = out;
		this.events = events;
		for (Activity what : Activity.values()) {
			this.counts.put(what, new LongAdder());
		}
	}

	/** Reads a count; what passes through the transport is counted there. */
	long count(Activity what, Transport transport) {
		TransportCounters counters = transport.counters();
		return switch (what) {
			case BYTES_IN -> counters.bytesIn();
			case BYTES_OUT -> counters.bytesOut();
			case MESSAGES_IN -> counters.framesIn();
			case MESSAGES_OUT -> counters.framesOut();
			case MESSAGES_DROPPED -> counters.framesDropped();
			case MALFORMED -> counters.malformed();
			case TURNED_AWAY -> counters.turnedAway();
			default -> counter(what).sum();
		};
	}

	@Override
	public void count(Activity what, long times) {
		counter(what).add(times);
	}

	private LongAdder counter(Activity what) {
		return Objects.requireNonNull(this.counts.get(what));
	}

	@Override
	public void connect(ConnectionId connection, Endpoint endpoint) {
		count(Activity.DIALS, 1);
		this.out.connect(connection, endpoint);
	}

	@Override
	public void send(ConnectionId connection, Message message) {
		if (message instanceof Message.Gossip gossip) {
			count(Activity.RUMORS_OUT, gossip.rumors().size());
		}
		this.out.send(connection, message);
	}

	@Override
	public void close(ConnectionId connection) {
		this.greeted.remove(connection);
		this.out.close(connection);
	}

	@Override
	public void resolveSeeds() {
		this.out.resolveSeeds();
	}

	@Override
	public void publish(MeshSnapshot snapshot) {
		if (this.linked != snapshot.linked()) {
			Set<MemberId> before = this.linked;
			this.linked = snapshot.linked();
			count(Activity.LINKS_OPENED, this.linked.stream().filter((peer) -> !before.contains(peer)).count());
		}
		this.out.publish(snapshot);
	}

	@Override
	public void confirmed(long inquiry, Confirmation confirmation) {
		this.out.confirmed(inquiry, confirmation);
	}

	@Override
	public void notify(Notice notice) {
		if (notice instanceof Notice.Died) {
			count(Activity.DEATHS, 1);
		}
		this.out.notify(notice);
	}

	@Override
	public void accepted(ConnectionId connection) {
		this.events.accepted(connection);
	}

	@Override
	public void lookingUp(ConnectionId connection) {
		this.events.lookingUp(connection);
	}

	@Override
	public void dialling(ConnectionId connection) {
		this.events.dialling(connection);
	}

	@Override
	public void connected(ConnectionId connection) {
		this.events.connected(connection);
	}

	@Override
	public void connectFailed(ConnectionId connection, ConnectFailure failure, String detail) {
		count(Activity.DIALS_FAILED, 1);
		this.events.connectFailed(connection, failure, detail);
	}

	@Override
	public void received(ConnectionId connection, Message message) {
		if (message instanceof Message.Gossip gossip) {
			count(Activity.RUMORS_IN, gossip.rumors().size());
		}
		else if (message instanceof Message.Hello) {
			this.greeted.add(connection);
		}
		this.events.received(connection, message);
	}

	@Override
	public void closed(ConnectionId connection, Ending ending) {
		if (this.greeted.remove(connection)) {
			count(Activity.LINKS_BROKEN, 1);
		}
		this.events.closed(connection, ending);
	}

}

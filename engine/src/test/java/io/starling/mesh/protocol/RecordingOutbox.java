package io.starling.mesh.protocol;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MeshSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a protocol asked of the world.
 */
final class RecordingOutbox implements Outbox {

	/** A message and where it went. */
	record Sent(ConnectionId connection, Message message) {
	}

	final Map<ConnectionId, Endpoint> dialled = new LinkedHashMap<>();

	final List<Sent> sent = new ArrayList<>();

	final List<ConnectionId> closed = new ArrayList<>();

	final List<Confirmation> confirmations = new ArrayList<>();

	final List<Notice> notices = new ArrayList<>();

	final Map<Activity, Long> counts = new EnumMap<>(Activity.class);

	int lookups;

	@Nullable MeshSnapshot published;

	@Override
	public void connect(ConnectionId connection, Endpoint endpoint) {
		this.dialled.put(connection, endpoint);
	}

	@Override
	public void send(ConnectionId connection, Message message) {
		this.sent.add(new Sent(connection, message));
	}

	@Override
	public void close(ConnectionId connection) {
		this.closed.add(connection);
	}

	@Override
	public void resolveSeeds() {
		this.lookups++;
	}

	@Override
	public void publish(MeshSnapshot snapshot) {
		this.published = snapshot;
	}

	@Override
	public void notify(Notice notice) {
		this.notices.add(notice);
	}

	@Override
	public void confirmed(long inquiry, Confirmation confirmation) {
		this.confirmations.add(confirmation);
	}

	@Override
	public void count(Activity what, long times) {
		this.counts.merge(what, times, Long::sum);
	}

	long counted(Activity what) {
		return this.counts.getOrDefault(what, 0L);
	}

	void forget() {
		this.counts.clear();
		this.dialled.clear();
		this.sent.clear();
		this.closed.clear();
		this.notices.clear();
	}

	List<Message> sentOn(ConnectionId connection) {
		return this.sent.stream().filter((it) -> it.connection().equals(connection)).map(Sent::message).toList();
	}

	<T extends Message> List<T> sent(Class<T> type) {
		return this.sent.stream().map(Sent::message).filter(type::isInstance).map(type::cast).toList();
	}

	List<Rumor> rumorsOn(ConnectionId connection) {
		return sentOn(connection).stream()
			.filter(Message.Gossip.class::isInstance)
			.flatMap((message) -> ((Message.Gossip) message).rumors().stream())
			.toList();
	}

}

package io.starling.simulator.network;

import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;
import io.starling.simulator.time.Timeline;

/** A process that writes down what its kernel tells it, with the time in milliseconds. */
final class Diary implements Listener {

	final List<String> lines = new ArrayList<>();

	final Port port;

	private final Timeline timeline;

	private long dialled;

	Diary(Timeline timeline, Network network, String host) {
		this.timeline = timeline;
		this.port = network.listen(new Endpoint(host, 1), this);
	}

	ConnectionId dial(String host) {
		ConnectionId id = new ConnectionId(true, this.dialled++);
		this.port.connect(id, new Endpoint(host, 1));
		return id;
	}

	void say(ConnectionId connection, int number) {
		this.port.send(connection, new Parcel(new Message.Ping(number), 100));
	}

	@Override
	public void connected(ConnectionId connection) {
		note(connection + " connected");
	}

	@Override
	public void connectFailed(ConnectionId connection, ConnectFailure failure) {
		this.port.forget(connection);
		note(connection + " " + failure);
	}

	@Override
	public void accepted(ConnectionId connection) {
		note(connection + " accepted");
	}

	@Override
	public void received(ConnectionId connection, Message message) {
		note(connection + " " + ((Message.Ping) message).sequence());
	}

	@Override
	public void closed(ConnectionId connection, Ending ending) {
		this.port.forget(connection);
		note(connection + " closed");
	}

	private void note(String what) {
		this.lines.add(this.timeline.now().toMillis() + " " + what);
	}

}

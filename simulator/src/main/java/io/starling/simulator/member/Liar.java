package io.starling.simulator.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;
import io.starling.simulator.network.Listener;
import io.starling.simulator.network.Parcel;
import io.starling.simulator.network.Port;

import org.jspecify.annotations.Nullable;

/**
 * A stranger that knows the name of a mesh: it greets as a member does, answers whoever
 * dials it and looks at it, and says whatever it is told to say.
 */
public final class Liar implements Listener {

	private final World world;

	private final Wire wire;

	private final String mesh;

	private final Member self;

	private final Port port;

	/** The connections on which the other side has said hello. */
	private final TreeSet<ConnectionId> open = new TreeSet<>();

	private final TreeSet<ConnectionId> greeted = new TreeSet<>();

	private Function<Message, @Nullable Message> answers = (message) -> null;

	private boolean alone = true;

	private long dialled;

	/**
	 * Begins to listen.
	 * @param world what it shares with members
	 * @param mesh the name of the mesh that it says to be of
	 * @param endpoint where it listens
	 * @param random draws its id
	 */
	public Liar(World world, String mesh, Endpoint endpoint, SplittableRandom random) {
		this.world = world;
		this.wire = world.wire().at(endpoint);
		this.mesh = mesh;
		this.self = new Member(MemberId.random(random), 1, endpoint, "", false);
		this.port = world.network().listen(endpoint, this);
	}

	/**
	 * Returns who it says to be.
	 * @return its id
	 */
	public MemberId id() {
		return this.self.id();
	}

	/**
	 * Says from now on whether it has other links.
	 * @param alone false to pretend that it has
	 */
	public void isAlone(boolean alone) {
		this.alone = alone;
	}

	/**
	 * Opens a connection to a member and greets it.
	 * @param endpoint where the member listens
	 */
	public void greet(Endpoint endpoint) {
		this.port.connect(new ConnectionId(true, this.dialled++), endpoint);
	}

	/**
	 * Says something to everybody that it is connected with.
	 * @param rumors what it spreads
	 */
	public void spread(List<Rumor> rumors) {
		say(new Message.Gossip(rumors));
	}

	/**
	 * Says something to everybody that it is connected with.
	 * @param message the message
	 */
	public void say(Message message) {
		new ArrayList<>(this.open).forEach((connection) -> send(connection, message));
	}

	/**
	 * Answers messages from now on.
	 * @param answers makes the answer to a message; null for none
	 */
	public void answer(Function<Message, @Nullable Message> answers) {
		this.answers = answers;
	}

	/**
	 * Says something again and again.
	 * @param times how often
	 * @param pause how long to wait after each time
	 * @param lie says it
	 */
	public void repeat(int times, Duration pause, Runnable lie) {
		if (times > 0) {
			lie.run();
			this.world.timeline().after(pause, () -> repeat(times - 1, pause, lie));
		}
	}

	/** Ends, as a process that is killed. */
	public void end() {
		this.open.clear();
		this.answers = (message) -> null;
		this.port.shutDown();
	}

	/**
	 * Returns what it says of itself.
	 * @return its record
	 */
	public Member self() {
		return this.self;
	}

	/**
	 * Returns with how many members it is connected.
	 * @return the number of connections on which both said hello
	 */
	public int connections() {
		return this.open.size();
	}

	/** Who cannot read a frame closes the connection. */
	private void send(ConnectionId connection, Message message) {
		Parcel parcel;
		try {
			parcel = this.wire.pack(message);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			this.open.remove(connection);
			this.port.close(connection);
			return;
		}
		this.port.send(connection, parcel);
	}

	private void hello(ConnectionId connection) {
		if (this.greeted.add(connection)) {
			send(connection, new Message.Hello(this.mesh, this.self, this.alone, Digest.EMPTY));
		}
	}

	@Override
	public void connected(ConnectionId connection) {
		hello(connection);
	}

	@Override
	public void connectFailed(ConnectionId connection, ConnectFailure failure) {
		this.port.forget(connection);
	}

	@Override
	public void accepted(ConnectionId connection) {
		// It waits to be greeted.
	}

	@Override
	public void received(ConnectionId connection, Message message) {
		if (message instanceof Message.Hello) {
			hello(connection);
			this.open.add(connection);
		}
		Message answer = this.answers.apply(message);
		if (answer != null) {
			send(connection, answer);
		}
		else if (message instanceof Message.Ping ping) {
			send(connection, new Message.Pong(ping.sequence(), Digest.EMPTY));
		}
	}

	@Override
	public void closed(ConnectionId connection, Ending ending) {
		this.open.remove(connection);
		this.port.forget(connection);
	}

}

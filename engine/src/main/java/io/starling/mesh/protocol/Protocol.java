package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * One member's whole protocol. Every public method is an input: it carries the time,
 * which must never run backwards, runs to its end, and asks the {@link Outbox} for
 * whatever follows. Not thread-safe: one thread, or one simulator, calls everything.
 */
public final class Protocol {

	private static final Duration FORGET_INTERVAL = Duration.ofSeconds(10);

	private final Settings settings;

	private final Outbox out;

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	private final Looks looks;

	private final Neighbourhood neighbourhood;

	private final Dissemination dissemination;

	private final Reconciliation reconciliation;

	private final Joining joining;

	private final Handshake handshake;

	private Instant lastTick;

	private Instant nextForget;

	private boolean left;

	/**
	 * Creates a member that has not begun yet.
	 * @param mesh the name of its mesh
	 * @param self what it says of itself, version 1
	 * @param settings timings and limits
	 * @param random where all chance comes from
	 * @param out the world
	 * @param now the time
	 */
	public Protocol(String mesh, Member self, Settings settings, RandomGenerator random, Outbox out, Instant now) {
		this.settings = settings;
		this.out = out;
		this.knowledge = new Knowledge(self, settings, now);
		this.links = new Links(self.id(), out);
		this.suspicions = new Suspicions(this.knowledge, this.links, settings, out);
		this.looks = new Looks(this.knowledge, this.links, settings, random);
		this.neighbourhood = new Neighbourhood(this.knowledge, this.links, this.suspicions, this.looks, settings);
		this.dissemination = new Dissemination(this.knowledge, this.links, this.suspicions, this.neighbourhood);
		this.reconciliation = new Reconciliation(this.knowledge, this.links);
		this.joining = new Joining(this.knowledge, this.links, settings, random, out);
		this.handshake = new Handshake(mesh, this.knowledge, this.links, this.dissemination, this.neighbourhood,
				this.reconciliation, this.joining);
		this.lastTick = now;
		this.nextForget = now.plus(FORGET_INTERVAL);
	}

	/**
	 * Begins: looks the seeds up. Called once, before any other input.
	 * @param now the time
	 */
	public void start(Instant now) {
		this.out.resolveSeeds();
		finish(now);
	}

	/**
	 * Lets time pass: deadlines, looks at neighbours, retries. Called every
	 * {@link Settings#tick()}.
	 * @param now the time
	 */
	public void tick(Instant now) {
		if (this.left) {
			return;
		}
		forgiveIfLate(now);
		this.lastTick = now;
		this.suspicions.tick(now);
		this.neighbourhood.tick(now);
		this.handshake.expire(now.minus(this.settings.pingTimeout()), now);
		this.joining.tick(now);
		if (!now.isBefore(this.nextForget)) {
			this.nextForget = now.plus(FORGET_INTERVAL);
			this.joining.remember(this.knowledge.forget(now));
		}
		finish(now);
	}

	/**
	 * A member whose own ticks come late doubts itself first, and gives everybody the
	 * time that it has lost. Asked with each input from outside, because what wakes up
	 * may read its sockets before its timers.
	 */
	private void forgiveIfLate(Instant now) {
		Duration late = Duration.between(this.lastTick, now).minus(this.settings.tick());
		if (late.compareTo(this.settings.tick().multipliedBy(2)) > 0) {
			this.lastTick = now;
			this.suspicions.forgive(late);
			this.looks.forgive(now);
		}
	}

	/**
	 * The seeds have been looked up.
	 * @param now the time
	 * @param seeds all addresses found; may be empty, and may contain this member's own
	 */
	public void seedsResolved(Instant now, List<Endpoint> seeds) {
		if (!this.left) {
			this.joining.seedsResolved(seeds, now);
			finish(now);
		}
	}

	/**
	 * A connection that was asked for stands.
	 * @param now the time
	 * @param id the connection
	 */
	public void connected(Instant now, ConnectionId id) {
		forgiveIfLate(now);
		Connection connection = this.links.get(id);
		if (connection != null) {
			this.handshake.connected(connection, now);
			finish(now);
		}
	}

	/**
	 * A connection that was asked for could not be opened.
	 * @param now the time
	 * @param id the connection
	 * @param failure why
	 */
	public void connectFailed(Instant now, ConnectionId id, ConnectFailure failure) {
		forgiveIfLate(now);
		Connection connection = this.links.remove(id);
		if (connection != null) {
			this.neighbourhood.unreached(connection, failure, now);
			this.joining.tryNext(now);
			finish(now);
		}
	}

	/**
	 * Somebody opened a connection to this member.
	 * @param now the time
	 * @param id the connection, named by the caller
	 */
	public void accepted(Instant now, ConnectionId id) {
		if (this.left) {
			this.out.close(id);
			return;
		}
		this.links.accept(id, now);
		finish(now);
	}

	/**
	 * The far side closed a connection, or it broke. Never called for a connection that
	 * this member closed.
	 * @param now the time
	 * @param id the connection
	 */
	public void closed(Instant now, ConnectionId id) {
		forgiveIfLate(now);
		Connection connection = this.links.remove(id);
		if (connection != null) {
			if (connection.isOpen()) {
				this.neighbourhood.broken(connection, now);
			}
			else {
				this.neighbourhood.unreached(connection, ConnectFailure.UNREACHABLE, now);
			}
			finish(now);
		}
	}

	/**
	 * A message came by a connection.
	 * @param now the time
	 * @param id the connection
	 * @param message the message
	 */
	public void received(Instant now, ConnectionId id, Message message) {
		forgiveIfLate(now);
		Connection connection = this.links.get(id);
		if (connection == null || connection.stage == Connection.Stage.DIALLING) {
			return;
		}
		if (message instanceof Message.Hello hello) {
			this.handshake.greeted(connection, hello, now);
		}
		else if (message instanceof Goodbye goodbye) {
			this.handshake.dismissed(connection, goodbye.reason(), now);
		}
		else if (connection.isOpen()) {
			this.neighbourhood.heard(connection, now);
			handle(connection, message, now);
		}
		finish(now);
	}

	private void handle(Connection connection, Message message, Instant now) {
		if (message instanceof Message.Ping ping) {
			this.links.send(connection, new Message.Pong(ping.sequence(), this.knowledge.digest()));
			this.looks.putOff(connection, now);
		}
		else if (message instanceof Message.Pong pong) {
			this.reconciliation.compare(connection, pong.digest(), now);
		}
		else if (message instanceof Message.Gossip gossip) {
			gossip.rumors().forEach((rumor) -> this.dissemination.learn(rumor, connection, now));
		}
		else if (message instanceof Message.Index index) {
			this.reconciliation.answer(connection, index, now);
		}
		else if (message instanceof Message.Want want) {
			this.reconciliation.serve(connection, want);
		}
	}

	/**
	 * Writes an own row and spreads it.
	 * @param now the time
	 * @param table the table's name, 1 to 64 bytes
	 * @param key tells this row from the member's others in the table, at most 255 bytes
	 * @param state the encoded columns
	 * @return the row as written
	 * @throws IllegalArgumentException if a name or the state is over its limit; nothing
	 * has changed then
	 */
	public Row put(Instant now, String table, String key, Bytes state) {
		Row row = this.knowledge.write(table, key, state, now);
		this.links.spread(new Rumor.OfRow(row, Duration.ZERO), null);
		finish(now);
		return row;
	}

	/**
	 * Withdraws an own row and spreads its tombstone.
	 * @param now the time
	 * @param table the table's name
	 * @param key the row's key
	 * @return false if there was no such row
	 */
	public boolean withdraw(Instant now, String table, String key) {
		RowId id = new RowId(table, this.knowledge.self().id(), key);
		boolean known = this.knowledge.rows().get(id) != null;
		if (known) {
			this.links.spread(this.knowledge.withdraw(id, 0, now), null);
			finish(now);
		}
		return known;
	}

	/**
	 * Says goodbye to everybody and closes all connections. Inputs that follow do
	 * nothing.
	 * @param now the time
	 */
	public void leave(Instant now) {
		if (!this.left) {
			this.left = true;
			this.links.spread(this.knowledge.leave(now), null);
			this.links.all().forEach((connection) -> this.links.close(connection, Goodbye.Reason.LEAVING));
			this.knowledge.linked(this.links.peers());
			this.out.publish(this.knowledge.snapshot());
		}
	}

	/**
	 * Returns what this member knows now.
	 * @return an immutable snapshot
	 */
	public MeshSnapshot snapshot() {
		return this.knowledge.snapshot();
	}

	/**
	 * Ends every input: the overlay is followed, what has gathered is sent, what has
	 * changed is shown.
	 */
	private void finish(Instant now) {
		this.neighbourhood.follow(now);
		this.links.flush();
		this.knowledge.linked(this.links.peers());
		this.joining.noticeIsolation();
		if (this.knowledge.takeChanged()) {
			this.out.publish(this.knowledge.snapshot());
		}
	}

}

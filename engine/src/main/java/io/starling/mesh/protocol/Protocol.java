package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MeshSnapshot;

/**
 * One member's whole protocol. Every public method is an input: it carries the time,
 * which must never run backwards; soon after one or several follows {@link #settle},
 * which asks the {@link Outbox} for what is to be sent and shown. Not thread-safe.
 */
public final class Protocol {

	private final Outbox out;

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	private final Looks looks;

	private final Neighbourhood neighbourhood;

	private final Dissemination dissemination;

	private final Waves waves;

	private final Confirmations confirmations;

	private final OwnRows ownRows;

	private final Reconciliation reconciliation;

	private final Joining joining;

	private final Handshake handshake;

	private final Beats beats;

	private final Lingering lingering;

	private final Inbox inbox;

	private final Sleep sleep;

	private final Newcomer newcomer;

	private final Forgetting forgetting;

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
		this.out = out;
		this.knowledge = new Knowledge(self, settings, now);
		this.sleep = new Sleep(settings.tick(), now);
		this.links = new Links(self.id(), settings, this.sleep, random, out);
		this.suspicions = new Suspicions(this.knowledge, this.links, settings, this.sleep, out);
		this.looks = new Looks(this.knowledge, this.links, settings, this.sleep, random);
		this.beats = new Beats(this.knowledge, this.links, settings, random, now);
		this.lingering = new Lingering(this.knowledge, this.links, this.suspicions, this.sleep, settings);
		this.neighbourhood = new Neighbourhood(this.knowledge, this.links, this.suspicions, this.looks, this.sleep,
				settings);
		Admission admission = new Admission(this.knowledge, now);
		this.dissemination = new Dissemination(this.knowledge, this.links, this.suspicions, this.neighbourhood,
				admission, new Refusals(this.knowledge, settings, out), now);
		this.waves = new Waves(this.knowledge, this.links, random);
		this.confirmations = new Confirmations(this.knowledge, this.waves, out);
		this.ownRows = new OwnRows(this.knowledge, this.dissemination, this.confirmations);
		this.reconciliation = new Reconciliation(this.knowledge, this.links, this.suspicions, this.looks, this.sleep,
				random);
		this.joining = new Joining(this.knowledge, this.links, settings, random, out);
		this.newcomer = new Newcomer(this.knowledge, this.links, this.suspicions, admission,
				new Isolation(settings, now), this.joining, out);
		Departures departures = new Departures(this.knowledge, this.links, this.dissemination, settings);
		this.handshake = new Handshake(mesh, this.knowledge, this.links, this.dissemination, this.neighbourhood,
				this.joining, new Meetings(this.knowledge, this.links, this.reconciliation, this.newcomer, departures));
		this.inbox = new Inbox(this.knowledge, this.links, this.looks, this.dissemination, departures, this.waves,
				this.reconciliation);
		this.forgetting = new Forgetting(this.knowledge, this.joining, now);
	}

	/**
	 * Begins: looks the seeds up. Called once, before any other input.
	 * @param now the time
	 */
	public void start(Instant now) {
		this.out.resolveSeeds();
	}

	/**
	 * Lets time pass: deadlines, looks at neighbours, retries. Called when
	 * {@link #settle} has said.
	 * @param now the time
	 */
	public void tick(Instant now) {
		if (this.left) {
			return;
		}
		wake(now);
		if (!this.sleep.beginTick(now)) {
			return;
		}
		this.newcomer.tick(now);
		this.suspicions.tick(now);
		this.neighbourhood.tick(now);
		this.beats.tick(now);
		this.dissemination.tick(now);
		this.waves.tick(now);
		this.reconciliation.tick(now);
		this.handshake.tick(this.looks.speechless(now), now);
		this.lingering.tick(now);
		this.joining.tick(now);
		this.forgetting.tick(now);
	}

	private void wake(Instant now) {
		Duration lost = this.sleep.wake(now);
		if (!lost.isZero()) {
			this.suspicions.forgive(lost);
			this.looks.forgive(lost, now);
			this.newcomer.lostTime(lost, now);
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
		}
	}

	/**
	 * The predecessor's known addresses have been read; at any time, or never.
	 * @param now the time
	 * @param peers where others lived, in any order; of more than 64 so many are drawn
	 */
	public void recall(Instant now, List<Endpoint> peers) {
		this.joining.recall(peers);
	}

	/**
	 * The name of a host that is to be dialled is being looked up, or has been found.
	 * @param now the time
	 * @param id the connection that was asked for
	 * @param underWay true while it is being looked up, false when the dial begins
	 */
	public void looksUp(Instant now, ConnectionId id, boolean underWay) {
		wake(now);
		this.handshake.looksUp(this.links.get(id), underWay, now);
	}

	/**
	 * A connection that was asked for stands.
	 * @param now the time
	 * @param id the connection
	 */
	public void connected(Instant now, ConnectionId id) {
		wake(now);
		this.handshake.connected(this.links.get(id), now);
	}

	/**
	 * A connection that was asked for could not be opened.
	 * @param now the time
	 * @param id the connection
	 * @param failure why
	 */
	public void connectFailed(Instant now, ConnectionId id, ConnectFailure failure) {
		wake(now);
		Connection connection = this.links.remove(id);
		if (connection != null) {
			this.neighbourhood.unreached(connection, failure, now);
			this.joining.failed(connection, failure, now);
		}
	}

	/**
	 * Somebody opened a connection to this member.
	 * @param now the time
	 * @param id the connection, named by the caller
	 */
	public void accepted(Instant now, ConnectionId id) {
		wake(now);
		if (this.left || this.newcomer.isStale(now)) {
			this.out.close(id);
			return;
		}
		this.links.accept(id, now);
	}

	/**
	 * The far side closed a connection, or it broke. Never called for a connection that
	 * this member closed.
	 * @param now the time
	 * @param id the connection
	 * @param ending how it ended
	 */
	public void closed(Instant now, ConnectionId id, Ending ending) {
		wake(now);
		Connection connection = this.links.remove(id);
		if (connection != null) {
			this.neighbourhood.closed(connection, ending, now);
		}
	}

	/**
	 * A message came by a connection.
	 * @param now the time
	 * @param id the connection
	 * @param message the message
	 */
	public void received(Instant now, ConnectionId id, Message message) {
		wake(now);
		Connection connection = this.links.get(id);
		if (connection == null || connection.isAskedFor()) {
			return;
		}
		if (message instanceof Message.Hello hello) {
			this.handshake.greeted(connection, hello, now);
			this.lingering.greeted(connection);
		}
		else if (message instanceof Message.Goodbye goodbye) {
			this.handshake.dismissed(connection, goodbye.reason(), now);
		}
		else if (connection.isOpen()) {
			this.newcomer.heard(now);
			this.neighbourhood.heard(connection, now);
			this.inbox.take(connection, message, now);
		}
	}

	/**
	 * Returns where this member writes.
	 * @return its own rows
	 */
	public OwnRows rows() {
		return this.ownRows;
	}

	/**
	 * Says goodbye to everybody and closes all connections. Inputs that follow do
	 * nothing.
	 * @param now the time
	 */
	public void leave(Instant now) {
		if (!this.left) {
			this.left = true;
			this.confirmations.end();
			this.links.spread(this.knowledge.leave(now), null);
			this.links.all().forEach((connection) -> this.links.close(connection, Message.Goodbye.Reason.LEAVING));
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

	/** Returns what tells people why members count as what they count as. */
	public Explanations explanations() {
		return new Explanations(this.knowledge, this.suspicions);
	}

	/**
	 * Ends a burst of inputs: the overlay is followed, what has gathered is sent, what
	 * has changed is shown. Called soon after each input; several inputs that came at
	 * once should share one call, so that their news leaves in one message.
	 * @param now the time
	 * @return when {@link #tick} is to be called, unless something is settled before
	 */
	public Instant settle(Instant now) {
		if (this.left) {
			return this.sleep.sleep(false, Instant.MAX, Instant.MAX, now);
		}
		this.suspicions.settle(now);
		this.neighbourhood.follow(now);
		this.waves.settle(now);
		this.confirmations.settle(now);
		this.links.flush(now);
		this.knowledge.linked(this.links.peers());
		this.joining.noticeIsolation();
		if (this.knowledge.changes().take(now)) {
			this.out.publish(this.knowledge.snapshot());
		}
		boolean busy = this.links.isAlone() || this.links.any((connection) -> !connection.isOpen())
				|| !this.suspicions.isQuiet() || this.neighbourhood.isUneasy() || this.dissemination.isBehind();
		Instant due = Collections.min(List.of(this.neighbourhood.next(now), this.beats.next()));
		Instant settle = Collections.min(List.of(this.links.nextFlush(), this.suspicions.next(now), this.waves.next(),
				this.confirmations.next(), this.knowledge.changes().nextShown(now)));
		return this.sleep.sleep(busy, due, settle, now);
	}

}

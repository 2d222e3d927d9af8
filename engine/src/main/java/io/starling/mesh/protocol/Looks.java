package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Message.Goodbye;

/**
 * Looks after every open connection in turn: a ping when nobody has looked for a while,
 * silence when none is answered, an end when nobody needs it.
 */
final class Looks {

	/** A link silent for this many hang tolerances is given up. */
	private static final int STUCK = 3;

	private final Knowledge knowledge;

	private final Links links;

	private final Settings settings;

	private final RandomGenerator random;

	private final Duration patience;

	Looks(Knowledge knowledge, Links links, Settings settings, RandomGenerator random) {
		this.knowledge = knowledge;
		this.links = links;
		this.settings = settings;
		this.random = random;
		this.patience = settings.hangTolerance().multipliedBy(STUCK);
	}

	/** Looks at what is due, and returns the connections that fell silent just now. */
	List<Connection> tick(Instant now) {
		List<Connection> silent = new ArrayList<>();
		for (Connection connection : this.links.open()) {
			if (fellSilent(connection, now)) {
				connection.silentSince = connection.pingedAt;
				silent.add(connection);
			}
			else if (connection.pingedAt == null && !now.isBefore(connection.nextPing)) {
				lookAt(connection, now);
			}
			closeIfUseless(connection, now);
		}
		return silent;
	}

	private boolean fellSilent(Connection connection, Instant now) {
		return connection.pingedAt != null && connection.silentSince == null
				&& !now.isBefore(connection.pingedAt.plus(this.settings.pingTimeout()));
	}

	/** Looks at once, unless a look is under way. */
	void lookAt(Connection connection, Instant now) {
		if (connection.pingedAt == null) {
			connection.pingedAt = now;
			this.links.send(connection, new Message.Ping(++connection.pings, this.knowledge.digest()));
			putOff(connection, now);
		}
	}

	/**
	 * One look serves both sides: who is looked at puts its own next look off. The lower
	 * id looks a little earlier.
	 */
	void putOff(Connection connection, Instant now) {
		Duration interval = this.settings.pingInterval();
		boolean first = this.knowledge.self().id().compareTo(connection.peer().id()) < 0;
		connection.nextPing = now.plus(first ? interval : interval.plus(this.settings.pingTimeout()));
	}

	/**
	 * The first look comes early, to compare tables; drawn, so that the observers of one
	 * member spread their looks.
	 */
	void opened(Connection connection, Instant now) {
		Duration half = this.settings.pingInterval().dividedBy(2);
		connection.nextPing = now.plus(half.dividedBy(1 + this.random.nextInt(64)));
	}

	/** Anything heard ends a look. */
	void answered(Connection connection) {
		connection.pingedAt = null;
		connection.silentSince = null;
	}

	/** This member has lost time itself: no look counts as unanswered for it. */
	void forgive(Instant now) {
		for (Connection connection : this.links.open()) {
			if (connection.pingedAt != null && connection.silentSince == null) {
				connection.pingedAt = now;
			}
		}
	}

	/**
	 * Ends a connection that the overlay does not need, after a while; and a needed one
	 * that is silent for long, because one of TCP's own long silences may be all that is
	 * left of a partition, and a new connection tells sooner.
	 */
	private void closeIfUseless(Connection connection, Instant now) {
		boolean stuck = connection.silentSince != null && !now.isBefore(connection.silentSince.plus(this.patience));
		if (this.knowledge.roster().neighbours().contains(connection.peer().id())) {
			connection.unneededSince = null;
		}
		else if (connection.unneededSince == null) {
			connection.unneededSince = now;
		}
		boolean unneeded = connection.unneededSince != null
				&& !now.isBefore(connection.unneededSince.plus(this.settings.linger()));
		if (stuck || unneeded) {
			this.links.close(connection, Goodbye.Reason.UNNEEDED);
		}
	}

}

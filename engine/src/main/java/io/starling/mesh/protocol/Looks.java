package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import io.starling.mesh.message.Message;

/**
 * Looks at the other sides of connections: a ping wherever a promised beat has not come,
 * or somebody accuses whoever is there; silence when it is not answered within the
 * patience that the link's round trips have taught.
 */
final class Looks {

	/** How soon a link whose round trips vary or are unknown is measured again. */
	private static final Duration MEASURING = Duration.ofSeconds(10);

	/** Where no beat is promised, a look comes as rarely as this. */
	private static final int BEATS_PER_LOOK = 32;

	/** The first look at a link comes within this time, to compare tables. */
	private static final Duration FIRST = Duration.ofSeconds(2);

	/** Whoever looks names up gives up by itself, and sooner. */
	private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(10);

	private final Knowledge knowledge;

	private final Links links;

	private final Settings settings;

	private final Sleep sleep;

	private final RandomGenerator random;

	Looks(Knowledge knowledge, Links links, Settings settings, Sleep sleep, RandomGenerator random) {
		this.sleep = sleep;
		this.knowledge = knowledge;
		this.links = links;
		this.settings = settings;
		this.random = random;
	}

	/** Looks at what is due, and returns the connections that fell silent just now. */
	List<Connection> tick(Instant now) {
		List<Connection> silent = new ArrayList<>();
		for (Connection connection : this.links.open()) {
			if (connection.pingedAt == null) {
				lookIfDue(connection, now);
			}
			else if (connection.silentSince == null && !now.isBefore(deadline(connection, connection.pingedAt))) {
				if (this.sleep.isBehind()) {
					connection.pingedAt = now;
				}
				else if (connection.lastPing.isBefore(connection.pingedAt)) {
					// What was asked before this look has not been answered, and may be
					// lost.
					connection.pingedAt = now;
					ping(connection, now);
				}
				else {
					connection.silentSince = connection.pingedAt;
					silent.add(connection);
				}
			}
		}
		return silent;
	}

	/** Tells whether what nobody answers here may be taken for silence. */
	boolean areInTime() {
		return !this.sleep.isBehind();
	}

	/** Only neighbours are looked at; whoever becomes one is {@link #opened} then. */
	private void lookIfDue(Connection connection, Instant now) {
		if (!now.isBefore(connection.nextLook)) {
			if (this.knowledge.roster().neighbours().contains(connection.peer().id())) {
				lookAt(connection, now);
			}
			else {
				connection.nextLook = Instant.MAX;
			}
		}
	}

	/**
	 * The connections that have not come to a hello in time, as those to a frozen
	 * process.
	 */
	List<Connection> speechless(Instant now) {
		List<Connection> speechless = new ArrayList<>();
		for (Connection connection : this.links.all()) {
			Duration patience = (connection.stage == Connection.Stage.LOOKING_UP) ? LONGEST_LOOKUP
					: connection.patience;
			if (!connection.isOpen() && now.isAfter(connection.since.plus(patience).plus(this.sleep.leeway()))) {
				speechless.add(connection);
			}
		}
		return speechless;
	}

	/** Who is late itself waits as much longer, both ways. */
	private Instant deadline(Connection connection, Instant pingedAt) {
		return pingedAt.plus(connection.roundTrip.patience()).plus(this.sleep.leeway());
	}

	/** When the next thing here is due. */
	Instant next() {
		Instant next = Instant.MAX;
		for (Connection connection : this.links.open()) {
			Instant due = (connection.pingedAt == null) ? connection.nextLook
					: (connection.silentSince == null) ? deadline(connection, connection.pingedAt) : Instant.MAX;
			next = due.isBefore(next) ? due : next;
		}
		return next;
	}

	/**
	 * Looks at once, unless a look is under way. Where an answer may still come, it comes
	 * before that to another question would.
	 */
	void lookAt(Connection connection, Instant now) {
		if (connection.pingedAt != null) {
			return;
		}
		connection.pingedAt = now;
		if (connection.pongs == connection.pings || !now.isBefore(deadline(connection, connection.lastPing))) {
			ping(connection, now);
		}
	}

	private void ping(Connection connection, Instant now) {
		connection.lastPing = now;
		this.links.send(connection, new Message.Ping(++connection.pings));
	}

	/** Looks at all links, but at none that was looked at within the pause. */
	void lookAtAll(Duration pause, Instant now) {
		for (Connection connection : this.links.open()) {
			if (!now.isBefore(connection.lastPing.plus(pause))) {
				lookAt(connection, now);
			}
		}
	}

	/**
	 * The first look comes early, to compare tables and to measure; drawn, so that those
	 * of many links spread.
	 */
	void opened(Connection connection, Instant now) {
		connection.nextLook = now.plus(FIRST.dividedBy(1 + this.random.nextInt(64)));
	}

	/** Anything heard ends a look. */
	void answered(Connection connection) {
		connection.pingedAt = null;
		connection.silentSince = null;
	}

	/** The other side has shown itself, and promises to do so again. */
	void beaten(Connection connection, Duration promise, Instant now) {
		connection.nextBeat = now.plus(promise).plus(this.settings.tick());
		// The first look is not put off: without it the link would never be measured.
		if (connection.roundTrip.isMeasured() || connection.nextBeat.isBefore(connection.nextLook)) {
			connection.nextLook = connection.nextBeat;
		}
	}

	/**
	 * The other side has answered: it is looked at again if no beat comes when one has to
	 * come, or when it has promised nothing for a while. What is measured by a member
	 * that is late may say more about it than about the link, and would count twice, as
	 * it has leeway for that already: only short samples count then.
	 */
	void ponged(Connection connection, long sequence, Instant now) {
		Duration sample = Duration.between(connection.lastPing, now);
		boolean first = sequence == connection.pings && connection.pongs < sequence;
		connection.pongs = first ? sequence : connection.pongs;
		if (first && (!this.sleep.isLate() || connection.roundTrip.isShortFor(sample))) {
			connection.roundTrip.measured(sample);
		}
		Instant next = now.plus(pause(connection));
		boolean promised = connection.nextBeat.isAfter(now) && connection.nextBeat.isBefore(next);
		connection.nextLook = promised ? connection.nextBeat : next;
	}

	/**
	 * Whoever gives this member beats does so within an interval, from the first one on.
	 */
	private Duration pause(Connection connection) {
		if (this.knowledge.roster().isSuccessorOf(connection.peer().id())) {
			return this.settings.beatInterval().plus(this.settings.tick());
		}
		return connection.roundTrip.isUnsteady() ? MEASURING
				: this.settings.beatInterval().multipliedBy(BEATS_PER_LOOK);
	}

	/** Looks again soon, because the tables differed. */
	void hasten(Connection connection, Duration pause, Instant now) {
		Instant soon = now.plus(pause).plus(this.sleep.leeway());
		if (connection.nextLook.isAfter(soon)) {
			connection.nextLook = soon;
		}
	}

	/**
	 * This member has lost time itself: no look counts as unanswered, and no beat as
	 * missing, for it.
	 */
	void forgive(Duration lost, Instant now) {
		for (Connection connection : this.links.open()) {
			if (connection.pingedAt != null && connection.silentSince == null) {
				connection.pingedAt = now;
			}
			if (connection.nextLook.isBefore(Instant.MAX)) {
				connection.nextLook = connection.nextLook.plus(lost);
			}
			if (connection.nextBeat.isAfter(Instant.MIN)) {
				connection.nextBeat = connection.nextBeat.plus(lost);
			}
		}
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that do nobody any good: those that the overlay does not need, and
 * surplus ones to the same member that whoever dialled them has not closed, after a
 * while; and needed ones that are silent for long, because one of TCP's own long silences
 * may be all that is left of a partition, and a new connection tells sooner.
 */
final class Lingering {

	/** A link silent for this many hang tolerances is given up. */
	private static final int STUCK = 3;

	/** So many links may linger; when there are more, the oldest go sooner. */
	private final int most;

	/** Even then a link is kept for so long, as a newcomer may live by it. */
	private static final Duration LEAST = Duration.ofSeconds(1);

	/** As many wait for their first second to be over when many join at once. */
	private static final int MOST_AT_ALL = 1024;

	/**
	 * So many connections to one member may be open, as one that is silent or broken may
	 * not have been given up yet.
	 */
	private static final int MOST_OF_ONE = 4;

	private final Sleep sleep;

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	private final Duration linger;

	private final Duration patience;

	Lingering(Knowledge knowledge, Links links, Suspicions suspicions, Sleep sleep, Settings settings) {
		this.most = 2 * settings.rings();
		this.sleep = sleep;
		this.knowledge = knowledge;
		this.links = links;
		this.suspicions = suspicions;
		this.linger = settings.linger();
		this.patience = settings.hangTolerance().multipliedBy(STUCK);
	}

	void tick(Instant now) {
		List<Connection> unneeded = new ArrayList<>();
		List<Connection> open = this.links.open();
		Map<MemberId, Connection> newest = newest(open, now);
		for (Connection connection : open) {
			if (isNeeded(connection)
					&& (isTheOneThatStays(connection) || newest.get(connection.peer().id()) == connection)) {
				connection.unneededSince = null;
			}
			else if (connection.unneededSince == null) {
				connection.unneededSince = now;
			}
			if (isPast(connection.silentSince, this.patience, now)
					|| isPast(connection.unneededSince, this.linger, now)) {
				this.links.close(connection, Goodbye.Reason.UNNEEDED);
			}
			else if (isPast(connection.unneededSince, LEAST.plus(this.sleep.leeway()), now)) {
				unneeded.add(connection);
			}
		}
		closeOldest(unneeded, this.most, Goodbye.Reason.UNNEEDED);
	}

	/**
	 * The last connection to each member: the other side may know that the one before is
	 * broken. One by which this member has asked was opened for nothing else.
	 */
	private static Map<MemberId, Connection> newest(List<Connection> open, Instant now) {
		Map<MemberId, Connection> newest = new TreeMap<>();
		open.stream()
			.filter((it) -> it.purpose != Connection.Purpose.ASK || it.isAsking(now))
			.forEach((connection) -> newest.merge(connection.peer().id(), connection,
					(one, other) -> one.since.isAfter(other.since) ? one : other));
		return newest;
	}

	/** Whoever is accused may live by the very link that others lack. */
	private boolean isNeeded(Connection connection) {
		MemberId peer = connection.peer().id();
		return this.knowledge.roster().neighbours().contains(peer) || this.links.carriers().standsIn(connection)
				|| this.suspicions.isAccused(peer);
	}

	private boolean isTheOneThatStays(Connection connection) {
		return this.links.to(connection.peer().id()).filter((link) -> link == connection).isPresent();
	}

	/**
	 * A hello has come: if a connection has opened by it, and there are too many, older
	 * ones end at once.
	 */
	void greeted(Connection connection) {
		if (this.links.get(connection.id) == null || !connection.isOpen()) {
			return;
		}
		MemberId peer = connection.peer().id();
		List<Connection> surplus = new ArrayList<>();
		List<Connection> unneeded = new ArrayList<>();
		for (Connection other : this.links.open()) {
			if (other == connection) {
				continue;
			}
			if (!isNeeded(other)) {
				unneeded.add(other);
			}
			if (other.leadsTo(peer) && !isTheOneThatStays(other)) {
				surplus.add(other);
			}
		}
		// Besides the new one and the one that stays.
		closeOldest(surplus, MOST_OF_ONE - 2, Goodbye.Reason.DUPLICATE);
		closeOldest(unneeded, MOST_AT_ALL, Goodbye.Reason.UNNEEDED);
	}

	/** Those that were opened first come first. */
	private void closeOldest(List<Connection> connections, int most, Goodbye.Reason reason) {
		int tooMany = Math.max(0, connections.size() - most);
		connections.subList(0, tooMany).forEach((connection) -> this.links.close(connection, reason));
	}

	private static boolean isPast(@Nullable Instant since, Duration time, Instant now) {
		return since != null && !now.isBefore(since.plus(time));
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Message.Hello;
import io.starling.mesh.model.MemberId;

/**
 * What two members owe each other when they meet who may have lived in halves of a mesh
 * that were apart, or of whom one is new: who departed lately, and then what else differs
 * in what they know.
 */
final class Meetings {

	/** Whoever has been listed for so long has links with those who tell it. */
	private static final Duration ACQUAINTED = Duration.ofSeconds(10);

	private final Knowledge knowledge;

	private final Links links;

	private final Reconciliation reconciliation;

	private final Newcomer newcomer;

	private final Departures departures;

	Meetings(Knowledge knowledge, Links links, Reconciliation reconciliation, Newcomer newcomer,
			Departures departures) {
		this.departures = departures;
		this.knowledge = knowledge;
		this.links = links;
		this.reconciliation = reconciliation;
		this.newcomer = newcomer;
	}

	/** Somebody says hello, before anything that it says is taken in. */
	void begin(Instant now) {
		this.newcomer.meet(now);
	}

	/**
	 * Tells whether a member has been listed for some time. Whoever has not is new, and
	 * may have joined by one who knows no more.
	 */
	boolean isAcquainted(MemberId id, Instant now) {
		return this.knowledge.roster().isPresentSince(id, now.minus(ACQUAINTED));
	}

	/**
	 * Both know now with whom they talk.
	 * @param known whether the other side had been listed here for some time
	 * @param wasAlone whether this member had no link before
	 */
	void tell(Connection connection, Hello hello, boolean known, boolean wasAlone, Instant now) {
		if (hello.alone() || !known) {
			connection.welcomedAt = now;
			DepartedMembers departed = this.knowledge.departed();
			tellDepartures(connection, hello.alone() ? departed.all(now) : departed.latest(now));
		}
		boolean meeting = wasAlone || hello.alone() || connection.purpose == Connection.Purpose.HEAL
				|| connection.purpose == Connection.Purpose.MIX;
		if (meeting && connection.id.dialled() && !hello.digest().equals(this.knowledge.digest())) {
			this.reconciliation.begin(connection, now);
		}
	}

	/**
	 * Tells newcomers who departed while they learned: of whom they have not heard before
	 * they would otherwise not hear at all. Asks others what is not certain here.
	 */
	void tick(Instant now) {
		this.departures.tick(now);
		for (Connection connection : this.links.open()) {
			Instant since = connection.welcomedAt;
			if (since != null && !now.isBefore(since.plus(Newcomer.LEARNING))) {
				connection.welcomedAt = null;
				tellDepartures(connection, this.knowledge.departed().after(since.minus(Newcomer.LEARNING), now));
			}
		}
	}

	private void tellDepartures(Connection connection, List<Departure> departures) {
		if (!departures.isEmpty()) {
			this.links.send(connection, new Message.Departed(departures));
		}
	}

}

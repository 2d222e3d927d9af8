package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;

import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import org.jspecify.annotations.Nullable;

/**
 * The links with the neighbours: keeps them standing, and draws evidence from what
 * happens to them and from the {@link Looks} at them. This member is the observer of
 * exactly its neighbours.
 */
final class Neighbourhood {

	/** So often at most newcomers at a neighbour's address lead to a dial. */
	private static final Duration COMPARISON = Duration.ofSeconds(1);

	/** So often those are looked at who answer while no neighbour does. */
	private static final Duration STAND_IN = Duration.ofSeconds(1);

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	private final Looks looks;

	private final Dialling dialling;

	private final DeadEnds deadEnds;

	private final Testimony testimony;

	private final TreeMap<MemberId, Watch> watches = new TreeMap<>();

	/** The set that the watches were made for; replaced as a whole by the overlay. */
	private @Nullable NavigableSet<MemberId> wanted;

	Neighbourhood(Knowledge knowledge, Links links, Suspicions suspicions, Looks looks, Sleep sleep,
			Settings settings) {
		this.dialling = new Dialling(knowledge, links, sleep, settings);
		this.deadEnds = new DeadEnds(knowledge, suspicions, looks, this.dialling, settings);
		this.testimony = new Testimony(knowledge, suspicions, settings, this.watches.values());
		this.knowledge = knowledge;
		this.links = links;
		this.suspicions = suspicions;
		this.looks = looks;
	}

	/**
	 * Follows the overlay: new neighbours are dialled, those of yesterday are no longer
	 * watched.
	 */
	void follow(Instant now) {
		NavigableSet<MemberId> neighbours = this.knowledge.roster().neighbours();
		if (neighbours == this.wanted) {
			return;
		}
		this.wanted = neighbours;
		this.links.carriers().follow(neighbours, this.knowledge.roster().eagerNeighbours());
		this.watches.keySet().retainAll(neighbours);
		for (MemberId neighbour : neighbours) {
			if (!this.watches.containsKey(neighbour)) {
				this.knowledge.roster().present(neighbour).ifPresent((member) -> watch(member, now));
			}
		}
		this.dialling.missing(this.watches.values(), now);
	}

	private void watch(Member neighbour, Instant now) {
		this.watches.put(neighbour.id(), new Watch(neighbour, this.dialling.first(neighbour.id(), now)));
		this.links.to(neighbour.id()).ifPresent((link) -> this.looks.opened(link, now));
	}

	void tick(Instant now) {
		List<Connection> silent = this.looks.tick(now);
		silent.forEach((connection) -> silent(connection, now));
		if (!silent.isEmpty()) {
			// Is it one, or all? Successors promise no beats that would be missed.
			this.looks.lookAtAll(Duration.ZERO, now);
		}
		this.dialling.missing(this.watches.values(), now);
		for (Watch watch : new ArrayList<>(this.watches.values())) {
			this.testimony.publish(watch, now);
			this.testimony.denyIfAnswered(watch, now);
		}
		weigh(now);
	}

	/** Is all of it this member's own trouble? */
	private void weigh(Instant now) {
		int found = this.testimony.found();
		if (found > 0 && this.watches.keySet().stream().noneMatch(this::isAnswering)) {
			// Links with others are left, if any, which nobody looks at otherwise.
			this.looks.lookAtAll(STAND_IN, now);
		}
		boolean answered = this.links.any((connection) -> connection.isOpen() && connection.silentSince == null);
		this.suspicions.doubtSelf(found, answered, now);
	}

	/**
	 * A link fell silent: the member behind it, or only the link. A fresh connection
	 * tells which.
	 */
	private void silent(Connection connection, Instant now) {
		MemberId peer = connection.peer().id();
		if (isAnswering(peer)) {
			this.links.close(connection, Goodbye.Reason.DUPLICATE);
			return;
		}
		accuse(peer, Finding.SILENCE, now);
		Watch watch = this.watches.get(peer);
		if (watch != null) {
			this.dialling.again(watch, now);
		}
	}

	private boolean isAnswering(MemberId peer) {
		return this.links.any((it) -> it.isOpen() && it.leadsTo(peer) && it.silentSince == null);
	}

	/** Tells whether a link is missing, or anything stands against a neighbour. */
	boolean isUneasy() {
		return this.watches.values()
			.stream()
			.anyMatch((watch) -> watch.finding != null || watch.askedVersion != 0
					|| this.links.to(watch.subject).isEmpty());
	}

	/** When the next look or dial is due. */
	Instant next(Instant now) {
		Instant look = this.looks.next();
		Instant dial = this.dialling.next(this.watches.values(), now);
		return look.isBefore(dial) ? look : dial;
	}

	/** Looks at a member out of turn, because somebody else has evidence against it. */
	void lookAt(MemberId subject, long version, Instant now) {
		Watch watch = this.watches.get(subject);
		if (watch == null) {
			return;
		}
		watch.askedVersion = version;
		watch.askedAt = now;
		if (watch.finding == null || watch.finding.compareTo(Finding.PROOF) < 0) {
			this.links.to(subject).ifPresent((connection) -> this.looks.lookAt(connection, now));
			this.dialling.again(watch, now);
		}
		this.testimony.publish(watch, now);
	}

	/** A link stands. */
	void opened(Connection connection, Instant now) {
		this.looks.opened(connection, now);
		Watch watch = this.watches.get(connection.peer().id());
		if (watch != null) {
			watch.failures = 0;
			watch.isTried();
		}
		heard(connection, now);
		MemberId peer = connection.peer().id();
		for (Connection other : this.links.open()) {
			if (other != connection && other.leadsTo(peer) && other.silentSince != null) {
				this.links.close(other, Goodbye.Reason.DUPLICATE);
			}
		}
		this.dialling.missing(this.watches.values(), now);
	}

	/** Something came by a connection, so the other side lives. */
	void heard(Connection connection, Instant now) {
		MemberId peer = connection.peer().id();
		this.looks.answered(connection);
		Watch watch = this.watches.get(peer);
		if (watch != null) {
			this.testimony.heard(watch, now).ifPresent((rumor) -> this.links.tell(connection, rumor));
		}
		MemberState state = this.knowledge.roster().get(peer);
		if (state != null && state.liveness() == Liveness.DEAD && !connection.toldDead) {
			connection.toldDead = true;
			this.knowledge.departed()
				.epitaph(peer, Knowledge.UNTOLD_VERSION)
				.forEach((rumor) -> this.links.tell(connection, rumor));
		}
	}

	/**
	 * If a member says that it lives where a neighbour does, whoever answers there is
	 * right; once a second, however many say so.
	 */
	void supersedes(Member member, Instant now) {
		for (Watch watch : this.watches.values()) {
			if (watch.endpoint.equals(member.endpoint()) && !watch.subject.equals(member.id())
					&& !now.isBefore(watch.nextComparison)) {
				watch.nextComparison = now.plus(COMPARISON);
				this.dialling.at(watch.endpoint, watch.subject, 0, now);
			}
		}
	}

	/** The far side closed a connection without a goodbye, or it broke. */
	void closed(Connection connection, Ending ending, Instant now) {
		if (connection.isOpen()) {
			broken(connection, ending, now);
		}
		else {
			brokenEarly(connection, now);
		}
	}

	/** At once, a fresh connection tells whether the process is gone. */
	private void broken(Connection connection, Ending ending, Instant now) {
		Watch watch = this.watches.get(connection.peer().id());
		if (watch != null && !isAnswering(watch.subject)) {
			watch.closed = ending == Ending.CLOSED && connection.silentSince == null;
			this.suspicions.unlinked(watch.subject, now);
			this.dialling.again(watch, now);
		}
	}

	/** A connection stood and broke before the hello. */
	private void brokenEarly(Connection connection, Instant now) {
		Watch watch = missing(connection);
		if (watch != null) {
			accuseOf(watch, this.deadEnds.brokenEarly(watch, now), now);
		}
	}

	/** A neighbour could not be reached. */
	void unreached(Connection connection, ConnectFailure failure, Instant now) {
		Watch watch = missing(connection);
		if (watch != null) {
			accuseOf(watch, this.deadEnds.unreached(watch, failure, now), now);
		}
	}

	private void accuseOf(Watch watch, @Nullable Finding found, Instant now) {
		if (found != null) {
			this.testimony.accuse(watch, found, now);
		}
	}

	/** The neighbour that a connection was to lead to, unless another one does. */
	private @Nullable Watch missing(Connection connection) {
		Watch watch = (connection.expected != null) ? this.watches.get(connection.expected) : null;
		return (watch != null && !isAnswering(watch.subject)) ? watch : null;
	}

	/**
	 * A neighbour has closed the link as one that it does not need: one of the two does
	 * not know all, and will before long.
	 */
	void unneeded(Connection connection, Instant now) {
		Watch watch = (connection.peer != null) ? this.watches.get(connection.peer.id()) : null;
		if (watch != null) {
			this.dialling.notYet(watch, now);
		}
	}

	/**
	 * A neighbour speaks no format that this member speaks: no evidence, as it answers.
	 */
	void cannotTalkTo(Connection connection, Instant now) {
		Watch watch = (connection.expected != null) ? this.watches.get(connection.expected) : null;
		if (watch != null) {
			this.dialling.notForLong(watch, now);
		}
	}

	/**
	 * Another member answers where a neighbour should be: one of the two, if the
	 * neighbour still answers by its link.
	 */
	void replaced(MemberId neighbour, Instant now) {
		Watch watch = this.watches.get(neighbour);
		if (watch != null && isAnswering(neighbour)) {
			this.links.to(neighbour).ifPresent((link) -> this.looks.lookAt(link, now));
		}
		else if (watch != null) {
			this.dialling.notForLong(watch, now);
			accuse(neighbour, Finding.PROOF, now);
		}
	}

	private void accuse(MemberId subject, Finding found, Instant now) {
		Watch watch = this.watches.get(subject);
		if (watch != null) {
			this.testimony.accuse(watch, found, now);
		}
	}

}

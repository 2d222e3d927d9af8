package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * One connection and how far it has come. Plain state: {@link Links} opens and closes it,
 * {@link Neighbourhood} looks after it.
 */
final class Connection {

	/**
	 * How long one that asks stays for the answer, the last part of which comes a second
	 * after the hello.
	 */
	static final Duration ANSWER = Duration.ofSeconds(3);

	/** What a connection was opened for. */
	enum Purpose {

		/** The other side opened it. */
		ACCEPTED,

		/** To get into the mesh. */
		JOIN,

		/** To keep a link with a neighbour. */
		NEIGHBOUR,

		/** To find the other half of a partition. */
		HEAL,

		/** To compare tables with somebody far away. */
		MIX,

		/** To hear of the departed from one whose address this member has dialled. */
		ASK

	}

	/** How far a connection has come. */
	enum Stage {

		/** Asked for; its host's name is being looked up. */
		LOOKING_UP,

		/** Asked for, not yet there. */
		DIALLING,

		/** There; the other side has not said hello yet. */
		GREETING,

		/** Both sides know each other. */
		OPEN

	}

	final ConnectionId id;

	final Purpose purpose;

	/** Where it leads; null for an accepted one. */
	final @Nullable Endpoint endpoint;

	/** Who should answer; null if anybody may. */
	final @Nullable MemberId expected;

	final Outgoing outgoing = new Outgoing();

	Stage stage;

	/** When the stage began. */
	Instant since;

	/** How long each step up to the hello may take. */
	Duration patience = Duration.ZERO;

	/** Who is at the other end; null until the hello. */
	@Nullable Member peer;

	/** When the other side is looked at, unless it shows itself before. */
	Instant nextLook = Instant.MAX;

	/**
	 * When the other side shows itself, as it has promised; in the past if it has not.
	 */
	Instant nextBeat = Instant.MIN;

	/** Since when a ping waits for an answer; null if none waits. */
	@Nullable Instant pingedAt;

	/** When the last ping left. */
	Instant lastPing;

	final RoundTrip roundTrip;

	/**
	 * Since when nothing has been heard although a ping was sent; null while the other
	 * side answers.
	 */
	@Nullable Instant silentSince;

	long pings;

	/** The last of them that has been answered. */
	long pongs;

	/** From where the own versions were listed last; null before the first time. */
	@Nullable MemberId listedFrom;

	/** How many looks in a row found other tables at the other side. */
	int mismatches;

	/**
	 * The digests that differed last, and how many exchanges have begun since they do.
	 */
	@Nullable Digest comparedOwn;

	@Nullable Digest comparedTheirs;

	int fruitless;

	/**
	 * Since when neither purpose nor overlay needs the connection; null while one does.
	 */
	@Nullable Instant unneededSince;

	/**
	 * Until when what comes by this connection is taken for the table of the mesh that
	 * this member joins by it.
	 */
	Instant joiningUntil = Instant.MIN;

	/** How often the other side tells who departed. */
	final Pace departures = new Pace(Duration.ofMinutes(1));

	/** How often waves come by it. */
	final Pace waves = new Pace(Duration.ofSeconds(1));

	/** When the other side came and was alone; null once it has learned all. */
	@Nullable Instant welcomedAt;

	/** When an exchange with the other side began last. */
	Instant exchangedAt = Instant.MIN;

	/** When the other side's tables were seen to differ last. */
	Instant differedAt = Instant.MIN;

	/** True once the other side has been told that it counts as dead. */
	boolean toldDead;

	Connection(ConnectionId id, Purpose purpose, @Nullable Endpoint endpoint, @Nullable MemberId expected,
			RoundTrip roundTrip, Instant now) {
		this.id = id;
		this.purpose = purpose;
		this.endpoint = endpoint;
		this.expected = expected;
		this.stage = id.dialled() ? Stage.DIALLING : Stage.GREETING;
		this.since = now;
		this.lastPing = now;
		this.roundTrip = roundTrip;
	}

	/** Who is at the other end of an open connection. */
	Member peer() {
		if (this.peer == null) {
			throw new IllegalStateException("Connection " + this.id + " is not open");
		}
		return this.peer;
	}

	/** Tells whether this member joins by it, and has to believe what comes. */
	boolean isJoining(Instant now) {
		return now.isBefore(this.joiningUntil);
	}

	boolean isOpen() {
		return this.stage == Stage.OPEN;
	}

	/** Tells whether it does not stand yet. */
	boolean isAskedFor() {
		return this.stage == Stage.LOOKING_UP || this.stage == Stage.DIALLING;
	}

	/** Tells whether the answer may still come for which it was opened. */
	boolean isAsking(Instant now) {
		return this.purpose == Purpose.ASK && (!isOpen() || now.isBefore(this.since.plus(ANSWER)));
	}

	void advance(Stage stage, Instant now) {
		this.stage = stage;
		this.since = now;
	}

	boolean leadsTo(MemberId member) {
		return (this.peer != null) ? this.peer.id().equals(member) : member.equals(this.expected);
	}

}

package io.starling.mesh.model;

/**
 * What a running member counts, each from its start on and never backwards. Sent means
 * handed to the network: some of it may be lost with its connection.
 */
public enum Activity {

	/** Bytes received in whole frames, without the headers of TCP and below. */
	BYTES_IN,

	/** Bytes sent in whole frames, without the headers of TCP and below. */
	BYTES_OUT,

	/** Messages received, malformed ones among them. */
	MESSAGES_IN,

	/** Messages sent. */
	MESSAGES_OUT,

	/** Messages not sent, because too much waited on their connection. */
	MESSAGES_DROPPED,

	/** Connections cut because of what came by them. */
	MALFORMED,

	/**
	 * Connections cut because no hello came by them in time, or one of a member that
	 * speaks no version of the wire format that this one speaks, or because there were
	 * too many.
	 */
	TURNED_AWAY,

	/** Attempts to connect. */
	DIALS,

	/** Attempts to connect that failed. */
	DIALS_FAILED,

	/** Links that came to stand, one for each member at the other end. */
	LINKS_OPENED,

	/** Links that the other side or the network ended without a goodbye. */
	LINKS_BROKEN,

	/** Rumors received, also by way of anti-entropy. */
	RUMORS_IN,

	/** Rumors sent, also by way of anti-entropy. */
	RUMORS_OUT,

	/** Rumors received that were news. */
	NEWS,

	/**
	 * Members, rows and versions received that were news, and not taken in: over a limit,
	 * too many at once, or too far above all that is known of their owner.
	 */
	REFUSED,

	/** Exchanges of anti-entropy that this member began. */
	EXCHANGES,

	/**
	 * Members and rows that an exchange showed to be newer at the other side, and that
	 * this member asked for. Each difference is counted by one of the two sides.
	 */
	BEHIND,

	/**
	 * Members and rows that an exchange showed to be newer here, and that this member
	 * sent. Each difference is counted by one of the two sides.
	 */
	AHEAD,

	/** Members that became SUSPECT here, each time. */
	SUSPICIONS,

	/** Members that became DEAD here, each time. */
	DEATHS,

	/** Accusations against this member itself that it refuted. */
	REFUTATIONS,

	/**
	 * Failures of this member itself: exceptions that nobody expects, or want of memory.
	 * Each cost what was being done, and nothing else.
	 */
	FAULTS

}

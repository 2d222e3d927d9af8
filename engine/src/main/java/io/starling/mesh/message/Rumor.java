package io.starling.mesh.message;

import java.time.Duration;

import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;

/**
 * One piece of news on its way through the mesh. A member that already knows it does not
 * pass it on, which is what ends its way.
 */
public sealed interface Rumor {

	/**
	 * What a member says of itself: that it is there, that it refutes, that it leaves.
	 *
	 * @param member the record
	 */
	record OfMember(Member member) implements Rumor {
	}

	/**
	 * A changed row or a tombstone.
	 *
	 * @param row the row
	 * @param age how long ago the tombstone was made, as far as the sender knows; zero
	 * for a row that stands
	 */
	record OfRow(Row row, Duration age) implements Rumor {
	}

	/**
	 * What an observer has found out about a member, at one version of it: an accusation,
	 * or the denial of what others say.
	 *
	 * @param subject the member that was looked at
	 * @param version the version of its record that the vote is about
	 * @param observer who looked
	 * @param evidence what was found
	 */
	record OfVote(MemberId subject, long version, MemberId observer, Evidence evidence) implements Rumor {
	}

	/**
	 * Tells a member that still holds the subject that others have taken it for dead. It
	 * is an accusation, not an order: the subject, if it lives, overrules it with its
	 * next version.
	 *
	 * @param subject the member taken for dead
	 * @param version the last version of its record that counts as dead
	 * @param teller who holds it dead
	 */
	record OfDeath(MemberId subject, long version, MemberId teller) implements Rumor {
	}

	/** What a look can find, the weakest accusation first but one. */
	enum Evidence {

		/** The subject has answered: a denial of what others say. */
		ALIVE,

		/**
		 * The link stands, or broke without a trace, and nothing is heard: the process
		 * may only be frozen, or cut off.
		 */
		SILENT,

		/**
		 * The far side closed its link, or refuses connections, or another member answers
		 * in its place: the process is gone.
		 */
		GONE

	}

}

package io.starling.mesh.message;

import java.time.Duration;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

import org.jspecify.annotations.Nullable;

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
	 * @param block all of this as the observer wrote it, passed on byte for byte
	 */
	record OfVote(MemberId subject, long version, MemberId observer, Evidence evidence, Bytes block) implements Rumor {

		/**
		 * Writes a vote.
		 * @param subject the member that was looked at
		 * @param version the version of its record that the vote is about
		 * @param observer who looked
		 * @param evidence what was found
		 * @throws IllegalArgumentException if the version is not 1 to
		 * {@link Limits#VERSION}
		 */
		public OfVote(MemberId subject, long version, MemberId observer, Evidence evidence) {
			this(subject, version, observer, evidence, VerdictFormat.writeVote(subject, version, observer, evidence));
		}

		/**
		 * Reads a vote.
		 * @param block the vote's encoded form
		 * @return the vote, which keeps the block; null if the evidence is of a strength
		 * that is not known
		 * @throws MalformedException if the block does not follow the format
		 */
		public static @Nullable OfVote decode(Bytes block) throws MalformedException {
			return VerdictFormat.readVote(block);
		}

	}

	/**
	 * Tells a member that still holds the subject that others have taken it for dead. It
	 * is an accusation, not an order: the subject, if it lives, overrules it with its
	 * next version.
	 *
	 * @param subject the member taken for dead
	 * @param version the last version of its record that counts as dead
	 * @param teller who holds it dead
	 * @param block all of this as its author wrote it, passed on byte for byte
	 */
	record OfDeath(MemberId subject, long version, MemberId teller, Bytes block) implements Rumor {

		/**
		 * Writes a report.
		 * @param subject the member taken for dead
		 * @param version the last version of its record that counts as dead
		 * @param teller who holds it dead
		 * @throws IllegalArgumentException if the version is not 1 to
		 * {@link Limits#VERSION}
		 */
		public OfDeath(MemberId subject, long version, MemberId teller) {
			this(subject, version, teller, VerdictFormat.writeDeath(subject, version, teller));
		}

		/**
		 * Reads a report.
		 * @param block the report's encoded form
		 * @return the report, which keeps the block
		 * @throws MalformedException if the block does not follow the format
		 */
		public static OfDeath decode(Bytes block) throws MalformedException {
			return VerdictFormat.readDeath(block);
		}

	}

	/**
	 * Tells the owner of a row that a member does not take it in.
	 *
	 * @param row the row
	 * @param version the version that was refused
	 * @param by the member that refused it
	 * @param limit what the row is over
	 * @param allowed how much that member allows, at least 1
	 */
	record OfRefusal(RowId row, long version, MemberId by, Limit limit, long allowed) implements Rumor {
	}

	/** What a row can be over. */
	enum Limit {

		/** The bytes in the state of one row. */
		ROW_SIZE,

		/** The bytes in all rows of one member. */
		MEMBER_SIZE,

		/** The number of rows of one member. */
		ROWS

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

package io.starling.mesh.message;

import java.time.Duration;
import java.util.List;

import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Holders;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.RowId;
import io.starling.mesh.sketch.CodedSymbol;

/**
 * One message on a connection. Any message but {@link Hello} may be lost: what it said is
 * said again or repaired by anti-entropy.
 */
public sealed interface Message {

	/**
	 * Opens a connection, first from the side that dialled, then from the other.
	 *
	 * @param mesh the name of the sender's mesh; members of two meshes never exchange
	 * anything else
	 * @param member the sender
	 * @param alone true if the sender has no link yet, and so nothing to tell but its own
	 * rows
	 * @param digest the digest of all that the sender holds
	 * @param formats the versions of the wire format that the sender speaks
	 */
	record Hello(String mesh, Member member, boolean alone, Digest digest, Formats formats) implements Message {

		/**
		 * Checks the name.
		 * @throws IllegalArgumentException if it has control characters
		 */
		public Hello {
			Limits.requireNoControls(mesh, "a mesh's name");
		}

		/**
		 * Creates a hello of this build, which speaks {@link Formats#KNOWN}.
		 * @param mesh the name of the sender's mesh
		 * @param member the sender
		 * @param alone true if the sender has no link yet
		 * @param digest the digest of all that the sender holds
		 */
		public Hello(String mesh, Member member, boolean alone, Digest digest) {
			this(mesh, member, alone, digest, Formats.KNOWN);
		}

	}

	/**
	 * Says why the sender closes the connection; a close without it counts as evidence
	 * against the sender.
	 *
	 * @param reason why
	 */
	record Goodbye(Reason reason) implements Message {

		/** Why a connection is closed on purpose. */
		public enum Reason {

			/** Neither side needs the connection any longer. */
			UNNEEDED,

			/** Another connection between the same two members stays. */
			DUPLICATE,

			/** The sender leaves the mesh. */
			LEAVING,

			/** The member dialled itself. */
			SELF,

			/** The sender belongs to a mesh of another name. */
			OTHER_MESH,

			/** The two have no version of the wire format in common. */
			FORMAT

		}
	}

	/**
	 * A sign of life that nobody has asked for, and nobody answers.
	 *
	 * @param digest the digest of all that the sender holds
	 * @param next how long until the sender gives the receiver the next one; longer than
	 * zero
	 */
	record Beat(Digest digest, Duration next) implements Message {
	}

	/**
	 * Asks for a sign of life.
	 *
	 * @param sequence told back in the {@link Pong}
	 */
	record Ping(long sequence) implements Message {
	}

	/**
	 * Answers a {@link Ping}.
	 *
	 * @param sequence the ping's
	 * @param digest the digest of all that the sender holds
	 */
	record Pong(long sequence, Digest digest) implements Message {
	}

	/**
	 * Passes news on. What is new to the receiver is passed on further; the rest ends
	 * there.
	 *
	 * @param rumors at least one, in the order in which they are to be learned
	 */
	record Gossip(List<Rumor> rumors) implements Message {
	}

	/**
	 * Offers rows that are too large to be sent over every link.
	 *
	 * @param owners the versions that the sender has, by owner
	 */
	record Have(List<OwnerIndex> owners) implements Message {
	}

	/**
	 * Lists versions, so that the receiver can see what either side lacks: everything
	 * that the sender holds of the owners in a range of ids.
	 *
	 * @param from the first id of the range
	 * @param to the last id of the range
	 * @param owners the owners in the range that the sender holds anything of, in order
	 */
	record Index(MemberId from, MemberId to, List<OwnerIndex> owners) implements Message {
	}

	/**
	 * Says from where a list of versions is to go on, after a part of it has been dealt
	 * with; from the first id, that a sketch was of no use and everything is to be
	 * listed.
	 *
	 * @param from the first owner to be listed
	 */
	record Resume(MemberId from) implements Message {
	}

	/**
	 * A part of the sketch of all that the sender holds.
	 *
	 * @param salt names the exchange, and salts all its hashes
	 * @param first the index of the first symbol
	 * @param symbols the symbols, in order
	 */
	record Symbols(long salt, int first, List<CodedSymbol> symbols) implements Message {
	}

	/**
	 * Asks for more symbols of a sketch.
	 *
	 * @param salt names the exchange
	 * @param from the index of the first symbol wanted
	 */
	record More(long salt, int from) implements Message {
	}

	/**
	 * Asks for what a sketch has shown to be newer there.
	 *
	 * @param salt names the exchange
	 * @param ids the salted hashes of the names of what is asked for
	 */
	record Lack(long salt, List<Long> ids) implements Message {
	}

	/**
	 * Asks for what the sender lacks.
	 *
	 * @param members the members whose records are asked for
	 * @param rows the rows that are asked for
	 */
	record Want(List<MemberId> members, List<RowId> rows) implements Message {
	}

	/**
	 * Asks who holds a row of the sender's or of another's, and travels on over all links
	 * but the one it came by. Who has got it from one side tells that side by an
	 * {@link Echo} what it found; who gets it a second time has been counted.
	 *
	 * @param number tells this wave from others of the same owner
	 * @param row the row; its owner is who wants to know
	 * @param version the version that counts as held, or a higher one
	 * @param within how long the receiver has for its echo; longer than zero
	 */
	record Wave(long number, RowId row, long version, Duration within) implements Message {

		/**
		 * Checks the version.
		 * @throws IllegalArgumentException if it is not 1 to {@link Limits#VERSION}
		 */
		public Wave {
			Limits.requireVersion(version, "a row's version");
		}

	}

	/**
	 * Answers a {@link Wave}.
	 *
	 * @param origin who wants to know
	 * @param number the wave's
	 * @param holders who holds the row, of the sender and those to whom it has passed the
	 * wave on first
	 */
	record Echo(MemberId origin, long number, Holders holders) implements Message {
	}

	/**
	 * Tells a newcomer, or the other half of a partition, who died or left lately, so
	 * that nobody who was away for longer makes it list them.
	 *
	 * @param departures the departed, at least one and at most
	 * {@link io.starling.mesh.model.Limits#DEPARTURES_PER_MESSAGE}
	 */
	record Departed(List<Departure> departures) implements Message {
	}

}

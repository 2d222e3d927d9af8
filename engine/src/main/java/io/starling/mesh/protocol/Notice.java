package io.starling.mesh.protocol;

import java.time.Duration;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.RowId;

/**
 * Something that an operator may want to know, told once when it happens.
 */
public sealed interface Notice {

	/**
	 * The first link to the mesh stands, after none stood.
	 *
	 * @param by the member at the other end
	 */
	record Joined(Member by) implements Notice {
	}

	/**
	 * The last link is gone; the member goes on looking for others.
	 *
	 * @param known how many other members are still believed to be there; zero if all
	 * have left or died
	 */
	record Isolated(int known) implements Notice {
	}

	/**
	 * A member is taken for dead.
	 *
	 * @param member the member
	 * @param reason the evidence, in words
	 */
	record Died(Member member, String reason) implements Notice {
	}

	/**
	 * Most other members fell silent at once: this member is probably cut off, and keeps
	 * all rows.
	 *
	 * @param silent how many other members are silent
	 * @param others how many other members there are
	 */
	record CutOff(int silent, int others) implements Notice {
	}

	/**
	 * This member does not take in a row of another, and perhaps further ones of the same
	 * owner, because they are over its limits; told once for each owner.
	 *
	 * @param row the row
	 * @param owner its owner
	 * @param limit what it is over
	 * @param allowed how much this member allows
	 */
	record RowRefused(RowId row, Member owner, Rumor.Limit limit, long allowed) implements Notice {
	}

	/**
	 * Another member, and perhaps further ones, does not take in a row of this member;
	 * told at most once an hour for each row.
	 *
	 * @param row the row
	 * @param by who does not take it in
	 * @param limit what it is over
	 * @param allowed how much that member allows
	 */
	record RefusedElsewhere(RowId row, Member by, Rumor.Limit limit, long allowed) implements Notice {
	}

	/**
	 * Somebody is heard again after nobody was for so long that others may have come and
	 * gone unnoticed: this member forgets whom it knew, and learns the mesh anew.
	 *
	 * @param silence for how long nobody was heard
	 * @param known how many other members were known
	 */
	record BeginsAnew(Duration silence, int known) implements Notice {
	}

	/**
	 * Nobody was heard for so long that all others count as dead.
	 *
	 * @param others how many other members there were
	 * @param unheard for how long nobody was heard
	 */
	record Away(int others, Duration unheard) implements Notice {
	}

	/**
	 * A member of another mesh answered at an address.
	 *
	 * @param endpoint the address
	 * @param mesh the name of the mesh found there
	 */
	record OtherMesh(Endpoint endpoint, String mesh) implements Notice {
	}

	/**
	 * A member answered at an address that speaks no version of the wire format that this
	 * one speaks, too.
	 *
	 * @param endpoint the address
	 */
	record OtherFormat(Endpoint endpoint) implements Notice {
	}

}

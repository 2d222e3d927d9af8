package io.starling.mesh.protocol;

import java.time.Duration;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;

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

}

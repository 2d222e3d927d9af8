package io.starling.benchmarks.hosts;

import java.util.List;

import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * Something that a node saw or did. {@link EventLine} has its written form.
 */
sealed interface Event {

	/**
	 * Returns the time now.
	 * @return microseconds that agree between all processes of a machine
	 */
	static long now() {
		return System.nanoTime() / 1000;
	}

	/**
	 * The JVM is warm, and waits for the command to start.
	 */
	record Ready() implements Event {
	}

	/**
	 * The member began to listen.
	 *
	 * @param id the member
	 */
	record Started(MemberId id) implements Event {
	}

	/**
	 * The node's belief about a member began or changed, or the member raised its
	 * version.
	 *
	 * @param subject the member
	 * @param liveness what the node believes now
	 * @param version the version that it believes it of
	 */
	record Believed(MemberId subject, Liveness liveness, long version) implements Event {
	}

	/**
	 * The node takes itself for cut off, or no longer does.
	 *
	 * @param cutOff whether it does
	 */
	record CutOff(boolean cutOff) implements Event {
	}

	/**
	 * The tables changed.
	 *
	 * @param rows how many rows the node lists now
	 * @param digest the digest of all that it lists
	 */
	record Listed(int rows, Digest digest) implements Event {
	}

	/**
	 * A row came or changed.
	 *
	 * @param owner its owner
	 * @param version its version
	 */
	record RowSeen(MemberId owner, long version) implements Event {
	}

	/**
	 * The node wrote its own row; the event's time is that before the write.
	 *
	 * @param version the new version
	 */
	record Wrote(long version) implements Event {
	}

	/**
	 * The answer to a question for the node's neighbours.
	 *
	 * @param neighbours the members that it wants links with
	 */
	record Neighbours(List<MemberId> neighbours) implements Event {
	}

}

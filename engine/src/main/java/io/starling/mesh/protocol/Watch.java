package io.starling.mesh.protocol;

import java.time.Instant;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * What this member has seen of one neighbour. Plain state, kept by {@link Neighbourhood}.
 */
final class Watch {

	final MemberId subject;

	/** Where it lives, which does not change; kept, as every news of a member asks. */
	final Endpoint endpoint;

	Instant nextDial;

	/** When a newcomer at its address may lead to a dial again. */
	Instant nextComparison = Instant.MIN;

	/** How many dials in a row have led to nothing. */
	int failures;

	/** How many dials in a row could not even be tried. */
	int untried;

	/** When the first of these failed. */
	Instant untriedSince = Instant.MAX;

	/** What stands against the neighbour; null for nothing. */
	@Nullable Finding finding;

	/**
	 * True if the last link answered until the far side closed it, and none has stood
	 * since.
	 */
	boolean closed;

	/** The version that others accuse and that was looked at for it; 0 for none. */
	long askedVersion;

	/** When the look began that others' accusation led to. */
	Instant askedAt = Instant.MIN;

	/** When the neighbour was heard last. */
	Instant heardAt = Instant.MIN;

	/** The version that was accused; 0 for none. */
	long accusedVersion;

	Instant nextAccusation = Instant.MIN;

	int refuted;

	Watch(Member member, Instant nextDial) {
		this.subject = member.id();
		this.endpoint = member.endpoint();
		this.nextDial = nextDial;
	}

	/** Tells whether the last dials could not even be tried. */
	boolean isUntried() {
		return this.untried > 0;
	}

	/** A dial was tried, whatever has come of it. */
	void isTried() {
		this.untried = 0;
		this.untriedSince = Instant.MAX;
	}

	/** Takes a finding in: the strongest counts until the neighbour is heard. */
	void find(Finding found) {
		if (this.finding == null || this.finding.compareTo(found) < 0) {
			this.finding = found;
		}
	}

}

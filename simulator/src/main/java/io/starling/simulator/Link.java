package io.starling.simulator;

import io.starling.simulator.member.SimulatedMember;

/**
 * What stands between two members, to be damaged.
 */
public final class Link {

	private final SimulatedMember member;

	private final String peer;

	Link(SimulatedMember member, String peer) {
		this.member = member;
		this.peer = peer;
	}

	/**
	 * Breaks the present connections between the two, at both ends, as a box in between
	 * does that sends resets.
	 * @return how many there were
	 */
	public int breakUp() {
		return this.member.port().breakConnections(Hosts.endpoint(this.peer));
	}

	/**
	 * Lets all that is sent on the present connections between the two vanish, as a box
	 * in between does that forgot them. New connections are not touched.
	 * @return how many there were
	 */
	public int mute() {
		return this.member.port().muteConnections(Hosts.endpoint(this.peer));
	}

}

package io.starling.demo.console;

import java.util.Set;
import java.util.SortedSet;

import io.starling.mesh.model.MemberId;

/**
 * Says who is linked with whom. Nobody needs to ask: the overlay is computed from the
 * members' ids alone, so every member can draw the links of all others.
 */
@FunctionalInterface
interface Overlay {

	/**
	 * Returns the neighbours of a member.
	 * @param member the member
	 * @param present all members that are present
	 * @return the members that it keeps a link with
	 */
	Set<MemberId> neighbours(MemberId member, SortedSet<MemberId> present);

}

package io.starling.mesh.message;

import java.time.Duration;

import io.starling.mesh.model.MemberId;

/**
 * Tells of a member that died or left, so that nobody takes it in again who has not known
 * it.
 *
 * @param member the member
 * @param version the last version of its record that counts as dead or gone
 * @param age how long ago that was, as far as the sender knows
 * @param certain true if it left or is proven to be dead; false if that is only presumed
 */
public record Departure(MemberId member, long version, Duration age, boolean certain) {

	/**
	 * Tells of a member that is presumed to be dead.
	 * @param member the member
	 * @param version the last version of its record that counts as dead
	 * @param age how long ago that was
	 */
	public Departure(MemberId member, long version, Duration age) {
		this(member, version, age, false);
	}

	/**
	 * Returns the same, as a presumption.
	 * @return what is told, but not certain
	 */
	public Departure presumed() {
		return this.certain ? new Departure(this.member, this.version, this.age) : this;
	}

}

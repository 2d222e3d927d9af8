package io.starling.mesh.model;

/**
 * What a member says of itself. Only the member writes it: the record with the higher
 * version replaces the lower one, and a member that hears itself suspected refutes by
 * raising the version.
 *
 * @param id the member
 * @param version 1 at the start, raised only by the member itself
 * @param endpoint where the member accepts connections
 * @param zone the zone that the member runs in; empty for none
 * @param left true once the member has said goodbye; nothing follows then
 */
public record Member(MemberId id, long version, Endpoint endpoint, String zone, boolean left) {

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if the version is not positive
	 */
	public Member {
		if (version < 1) {
			throw new IllegalArgumentException("A version is at least 1, not " + version);
		}
	}

	/**
	 * Returns this record with a higher version.
	 * @param version the new version
	 * @return the new record
	 */
	public Member withVersion(long version) {
		return new Member(this.id, version, this.endpoint, this.zone, this.left);
	}

	/**
	 * Returns the record that says goodbye.
	 * @return the new record, one version later
	 */
	public Member leaving() {
		return new Member(this.id, this.version + 1, this.endpoint, this.zone, true);
	}

	/**
	 * Returns this record's part of a digest.
	 * @return the fingerprint of id and version
	 */
	public Digest fingerprint() {
		return Digest.of(this.id, "", "", this.version);
	}

}

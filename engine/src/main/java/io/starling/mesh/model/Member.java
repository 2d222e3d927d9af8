package io.starling.mesh.model;

import java.util.Objects;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;

import org.jspecify.annotations.Nullable;

/**
 * What a member says of itself. Only the member writes it: the record with the higher
 * version replaces the lower one, and a member that hears itself suspected refutes by
 * raising the version.
 *
 * <p>
 * It is kept and passed on byte for byte as the member wrote it, with whatever in it is
 * not understood here; two records are equal if their bytes are. Immutable.
 */
public final class Member {

	private static final int DOMAIN = 1;

	private final MemberId id;

	private final long version;

	private final Endpoint endpoint;

	private final String zone;

	private final boolean left;

	private final Bytes block;

	private @Nullable Digest fingerprint;

	/**
	 * Writes a record.
	 * @param id the member
	 * @param version 1 at the start, raised only by the member itself
	 * @param endpoint where the member accepts connections
	 * @param zone the zone that the member runs in, at most 64 bytes; empty for none
	 * @param left true once the member has said goodbye; nothing follows then
	 * @throws IllegalArgumentException if the version is not 1 to {@link Limits#VERSION},
	 * a name is too long, or the zone has control characters or half of a surrogate pair
	 * alone
	 */
	public Member(MemberId id, long version, Endpoint endpoint, String zone, boolean left) {
		this(id, version, endpoint, zone, left, MemberFormat.write(id, version, endpoint, zone, left));
	}

	Member(MemberId id, long version, Endpoint endpoint, String zone, boolean left, Bytes block) {
		Limits.requireVersion(version, "a member's version");
		Limits.requireNoControls(zone, "a zone");
		Limits.requireEncodable(zone, "a zone");
		this.id = id;
		this.version = version;
		this.endpoint = endpoint;
		this.zone = zone;
		this.left = left;
		this.block = block;
	}

	/**
	 * Reads a record.
	 * @param block what {@link #block()} gave, here or in another release
	 * @return the record, which keeps the block
	 * @throws MalformedException if the block does not follow the format, or passes a
	 * limit
	 */
	public static Member decode(Bytes block) throws MalformedException {
		try {
			return MemberFormat.read(block);
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedException(String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Returns who says this.
	 * @return the member's id
	 */
	public MemberId id() {
		return this.id;
	}

	/**
	 * Returns the version.
	 * @return 1 to {@link Limits#VERSION}
	 */
	public long version() {
		return this.version;
	}

	/**
	 * Returns where the member accepts connections.
	 * @return the endpoint
	 */
	public Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Returns the zone that the member runs in.
	 * @return the zone; empty for none
	 */
	public String zone() {
		return this.zone;
	}

	/**
	 * Tells whether the member has said goodbye.
	 * @return true once it has
	 */
	public boolean left() {
		return this.left;
	}

	/**
	 * Returns the encoded form, as the member wrote it.
	 * @return the bytes
	 */
	public Bytes block() {
		return this.block;
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
	 * @return the fingerprint of its bytes
	 */
	public Digest fingerprint() {
		Digest known = this.fingerprint;
		if (known == null) {
			known = Digest.of(DOMAIN, this.block);
			this.fingerprint = known;
		}
		return known;
	}

	/**
	 * Tells whether this record replaces another one of the same member: its version is
	 * higher or, as only a member that breaks the rules has two of one version, equal and
	 * its fingerprint higher. So all members come to hold the same one.
	 * @param other the other record
	 * @return false also for the same record
	 */
	public boolean supersedes(Member other) {
		if (this.version != other.version) {
			return this.version > other.version;
		}
		return !equals(other) && fingerprint().compareTo(other.fingerprint()) > 0;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Member that && this.block.equals(that.block));
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.id, this.version);
	}

	@Override
	public String toString() {
		return "Member[id=" + this.id + ", version=" + this.version + ", endpoint=" + this.endpoint + ", zone="
				+ this.zone + ", left=" + this.left + "]";
	}

}

package io.starling.mesh.protocol;

import java.util.ArrayList;
import java.util.TreeMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.sketch.Element;
import io.starling.mesh.sketch.SaltedHash;
import org.jspecify.annotations.Nullable;

/**
 * What the digest covers, as the set that a sketch is made of: each present member's
 * record and each row shown is an element, named by a salted hash and stamped with its
 * version and a little of its content. Stays as it was when it was taken.
 */
final class Inventory {

	private static final int CONTENT_BITS = 16;

	private static final long CONTENT_MASK = (1L << CONTENT_BITS) - 1;

	private final List<Name> names;

	private final List<Element> elements;

	/** Made when the first name is asked for: most exchanges ask for few, or none. */
	private @Nullable Map<Long, Name> namesById;

	Inventory(Knowledge knowledge, long salt) {
		int members = knowledge.roster().presentCount();
		this.names = new ArrayList<>(2 * members);
		this.elements = new ArrayList<>(2 * members);
		SaltedHash hash = new SaltedHash(salt);
		for (MemberState state : knowledge.roster().states().values()) {
			if (state.isPresent()) {
				Member member = state.member();
				add(hash, new Name(member.id(), null), member.version(), member.fingerprint());
				NavigableMap<RowId, RefusedRows.Refusal> refused = knowledge.rows().refused().of(member.id());
				for (Row row : knowledge.rows().of(member.id()).values()) {
					if (!refused.containsKey(row.id())) {
						add(hash, new Name(member.id(), row.id()), row.version(), row.fingerprint());
					}
				}
				refused.forEach((id, refusal) -> add(hash, new Name(member.id(), id), refusal.version(),
						refusal.fingerprint()));
			}
		}
	}

	private void add(SaltedHash hash, Name name, long version, Digest fingerprint) {
		this.names.add(name);
		this.elements.add(new Element(name.hash(hash), stamp(hash, version, fingerprint)));
	}

	/**
	 * A version, and behind it 16 bits by which another content under the same version is
	 * noticed, if not in this exchange then in the next one. They tell nothing about
	 * which of the two is to stay.
	 */
	private static long stamp(SaltedHash hash, long version, Digest fingerprint) {
		return (version << CONTENT_BITS) | (hash.of(fingerprint.high(), fingerprint.low()) & CONTENT_MASK);
	}

	/** The version in an element's stamp. */
	static long versionOf(long stamp) {
		return stamp >>> CONTENT_BITS;
	}

	List<Element> elements() {
		return this.elements;
	}

	/** What an id stands for; null if it is nothing known here. */
	@Nullable Name name(long id) {
		Map<Long, Name> byId = this.namesById;
		if (byId == null) {
			byId = new TreeMap<>();
			for (int i = 0; i < this.names.size(); i++) {
				byId.put(this.elements.get(i).id(), this.names.get(i));
			}
			this.namesById = byId;
		}
		return byId.get(id);
	}

	/**
	 * What an element stands for.
	 *
	 * @param owner the member, or the row's owner
	 * @param row the row; null if it is the member's record
	 */
	record Name(MemberId owner, @Nullable RowId row) {

		/** Hashes the owner, and for a row its table and key after that. */
		long hash(SaltedHash hash) {
			if (this.row == null) {
				return hash.of(this.owner.high(), this.owner.low());
			}
			return hash.of(new ByteWriter().writeLong(this.owner.high())
				.writeLong(this.owner.low())
				.writeText(this.row.table())
				.writeText(this.row.key())
				.toArray());
		}

	}

}

package io.starling.mesh.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.sketch.Element;
import io.starling.mesh.sketch.SaltedHash;
import org.jspecify.annotations.Nullable;

/**
 * What the digest covers, as the set that a sketch is made of: each present member's
 * record and each row shown is an element, named by a salted hash. Stays as it was when
 * it was taken.
 */
final class Inventory {

	private final List<Element> elements = new ArrayList<>();

	private final TreeMap<Long, Name> names = new TreeMap<>();

	Inventory(Knowledge knowledge, long salt) {
		SaltedHash hash = new SaltedHash(salt);
		for (MemberId owner : knowledge.roster().presentIds()) {
			knowledge.roster().present(owner).ifPresent((member) -> add(hash, new Name(owner, null), member.version()));
			for (Row row : knowledge.rows().of(owner).values()) {
				add(hash, new Name(owner, row.id()), row.version());
			}
		}
	}

	private void add(SaltedHash hash, Name name, long version) {
		long id = hash.of(name.toBytes());
		if (this.names.putIfAbsent(id, name) == null) {
			this.elements.add(new Element(id, version));
		}
	}

	List<Element> elements() {
		return this.elements;
	}

	/** What an id stands for; null if it is nothing known here. */
	@Nullable Name name(long id) {
		return this.names.get(id);
	}

	/**
	 * What an element stands for.
	 *
	 * @param owner the member, or the row's owner
	 * @param row the row; null if it is the member's record
	 */
	record Name(MemberId owner, @Nullable RowId row) {

		byte[] toBytes() {
			return new ByteWriter().writeLong(this.owner.high())
				.writeLong(this.owner.low())
				.writeText((this.row != null) ? this.row.table() : "")
				.writeText((this.row != null) ? this.row.key() : "")
				.toArray();
		}

	}

}

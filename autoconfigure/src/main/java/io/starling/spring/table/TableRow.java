package io.starling.spring.table;

import io.starling.mesh.model.MemberId;

/**
 * A row of a {@link MeshTable}.
 *
 * @param <T> the type of the value
 * @param owner the member that wrote it, and that alone may change it
 * @param key tells it from the owner's other rows in the table; often empty
 * @param version grows each time that its owner writes it; versions of different owners
 * have nothing to do with each other
 * @param value what the row says; shared by all readers, so never to be changed
 */
public record TableRow<T>(MemberId owner, String key, long version, T value) {

	/** Tells whether two versions of a row say the same. */
	boolean saysTheSameAs(TableRow<T> other) {
		return this.version == other.version || this.value.equals(other.value);
	}

}

package io.starling.spring.table;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What happened to one row of a {@link MeshTable}.
 *
 * @param <T> the type of the values
 * @param before the row before the change; null if it was added
 * @param after the row after the change; null if it was removed
 */
public record TableChange<T>(@Nullable TableRow<T> before, @Nullable TableRow<T> after) {

	/**
	 * Returns what happened.
	 * @return the kind of change
	 */
	public Kind kind() {
		if (this.before == null) {
			return Kind.ADDED;
		}
		return (this.after == null) ? Kind.REMOVED : Kind.CHANGED;
	}

	/**
	 * Returns the row as it was last known.
	 * @return the row after the change, or before it if it was removed
	 */
	public TableRow<T> row() {
		return Objects.requireNonNull((this.after != null) ? this.after : this.before);
	}

	/** What can happen to a row. */
	public enum Kind {

		/** It is new, or its owner is back. */
		ADDED,

		/** It says something else. */
		CHANGED,

		/** Its owner withdrew it, left or died. */
		REMOVED

	}

}

package io.starling.spring.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.BiPredicate;

import io.starling.mesh.model.RowId;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row.
 *
 * @param <V> what a row is decoded to
 * @param id the row
 * @param before what it said; null if it was not there
 * @param after what it says; null if it is gone
 */
public record Difference<V>(RowId id, @Nullable V before, @Nullable V after) {

	/**
	 * Compares what was with what is.
	 * @param <V> what a row is decoded to
	 * @param before what rows said
	 * @param after what they say
	 * @param same tells whether a row that stayed says the same
	 * @return the rows that went, then those that came or say something else; each in
	 * order of the rows
	 */
	public static <V> List<Difference<V>> between(SortedMap<RowId, V> before, SortedMap<RowId, V> after,
			BiPredicate<V, V> same) {
		List<Difference<V>> differences = new ArrayList<>();
		before.forEach((id, value) -> {
			if (!after.containsKey(id)) {
				differences.add(new Difference<>(id, value, null));
			}
		});
		after.forEach((id, value) -> {
			V known = before.get(id);
			if (known == null || !same.test(known, value)) {
				differences.add(new Difference<>(id, known, value));
			}
		});
		return differences;
	}

	/**
	 * Returns the newest that the row said.
	 * @return what it says, or said if it is gone
	 */
	public V latest() {
		return Objects.requireNonNull((this.after != null) ? this.after : this.before);
	}

}

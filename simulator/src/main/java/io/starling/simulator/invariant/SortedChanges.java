package io.starling.simulator.invariant;

import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/**
 * Finds what differs between two sorted maps, in one walk over both. Values are told
 * apart by identity first, as consecutive snapshots share what did not change.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class SortedChanges<K extends Comparable<? super K>, V> {

	private final Cursor<K, V> before;

	private final Cursor<K, V> after;

	private SortedChanges(SortedMap<K, V> before, SortedMap<K, V> after) {
		this.before = new Cursor<>(before);
		this.after = new Cursor<>(after);
	}

	static <K extends Comparable<? super K>, V> void between(SortedMap<K, V> before, SortedMap<K, V> after,
			Change<K, V> change) {
		if (before != after) {
			new SortedChanges<>(before, after).walk(change);
		}
	}

	private void walk(Change<K, V> change) {
		while (this.before.entry != null || this.after.entry != null) {
			int order = order(this.before.entry, this.after.entry);
			Map.Entry<K, V> was = (order <= 0) ? this.before.next() : null;
			Map.Entry<K, V> is = (order >= 0) ? this.after.next() : null;
			if (was == null && is != null) {
				change.seen(is.getKey(), null, is.getValue());
			}
			else if (was != null && is == null) {
				change.seen(was.getKey(), was.getValue(), null);
			}
			else if (was != null && is != null && was.getValue() != is.getValue()
					&& !was.getValue().equals(is.getValue())) {
				change.seen(is.getKey(), was.getValue(), is.getValue());
			}
		}
	}

	private int order(Map.@Nullable Entry<K, V> was, Map.@Nullable Entry<K, V> is) {
		if (was == null) {
			return 1;
		}
		return (is == null) ? -1 : was.getKey().compareTo(is.getKey());
	}

	/**
	 * Is told of one difference.
	 *
	 * @param <K> the keys
	 * @param <V> the values
	 */
	@FunctionalInterface
	interface Change<K, V> {

		/** Told with null for the value where the key is missing. */
		void seen(K key, @Nullable V before, @Nullable V after);

	}

	private static final class Cursor<K, V> {

		private final Iterator<Map.Entry<K, V>> rest;

		private Map.@Nullable Entry<K, V> entry;

		Cursor(SortedMap<K, V> map) {
			this.rest = map.entrySet().iterator();
			next();
		}

		Map.@Nullable Entry<K, V> next() {
			Map.Entry<K, V> current = this.entry;
			this.entry = this.rest.hasNext() ? this.rest.next() : null;
			return current;
		}

	}

}

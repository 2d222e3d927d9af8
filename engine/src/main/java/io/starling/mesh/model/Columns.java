package io.starling.mesh.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;

/**
 * The state of a row: named columns with typed values. Immutable and ordered by name, so
 * that equal columns encode to equal bytes. A value is a {@link Boolean}, {@link Long},
 * {@link Double}, {@link String}, {@link Bytes}, {@link Instant}, a list of such values,
 * or nested columns.
 */
public final class Columns {

	/** No columns. */
	public static final Columns EMPTY = new Columns(new TreeMap<>());

	private final SortedMap<String, Object> values;

	Columns(SortedMap<String, Object> values) {
		this.values = values;
	}

	/**
	 * Returns columns with the given values. Integers are widened to {@link Long}, floats
	 * to {@link Double}, maps become nested columns.
	 * @param values the values by name
	 * @return the columns
	 * @throws IllegalArgumentException if a value has a type that no column has
	 */
	public static Columns of(Map<String, ?> values) {
		TreeMap<String, Object> copy = new TreeMap<>();
		values.forEach((name, value) -> copy.put(name, normalize(name, value)));
		return new Columns(copy);
	}

	/**
	 * Reads what {@link #encode()} wrote.
	 * @param encoded the bytes
	 * @return the columns
	 * @throws MalformedException if the bytes have another form, or pass a bound of
	 * {@link Limits}
	 */
	public static Columns decode(Bytes encoded) throws MalformedException {
		return ColumnsFormat.decode(encoded);
	}

	/**
	 * Returns the binary form.
	 * @return the bytes, the same for equal columns
	 */
	public Bytes encode() {
		return ColumnsFormat.encode(this);
	}

	/**
	 * Returns these columns with one more, or one replaced.
	 * @param name the column's name
	 * @param value its value
	 * @return new columns
	 * @throws IllegalArgumentException if the value has a type that no column has
	 */
	public Columns with(String name, Object value) {
		TreeMap<String, Object> copy = new TreeMap<>(this.values);
		copy.put(name, normalize(name, value));
		return new Columns(copy);
	}

	/**
	 * Returns a value if it is there and of the type.
	 * @param <T> the type
	 * @param name the column's name
	 * @param type the type asked for
	 * @return the value, or empty if there is none or one of another type
	 */
	public <T> Optional<T> get(String name, Class<T> type) {
		Object value = this.values.get(name);
		return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
	}

	/**
	 * Returns a text.
	 * @param name the column's name
	 * @return the text, or an empty one
	 */
	public String text(String name) {
		return get(name, String.class).orElse("");
	}

	/**
	 * Returns an integer.
	 * @param name the column's name
	 * @return the number, or 0
	 */
	public long number(String name) {
		return get(name, Long.class).orElse(0L);
	}

	/**
	 * Returns a truth value.
	 * @param name the column's name
	 * @return the value, or false
	 */
	public boolean flag(String name) {
		return get(name, Boolean.class).orElse(false);
	}

	/**
	 * Returns nested columns.
	 * @param name the column's name
	 * @return the nested columns, or none
	 */
	public Columns nested(String name) {
		return get(name, Columns.class).orElse(EMPTY);
	}

	/**
	 * Returns all values by name.
	 * @return an unmodifiable map in order of name
	 */
	public Map<String, Object> asMap() {
		return Collections.unmodifiableMap(this.values);
	}

	private static Object normalize(String name, Object value) {
		if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
			return ((Number) value).longValue();
		}
		if (value instanceof Float number) {
			return number.doubleValue();
		}
		if (value instanceof Map<?, ?> map) {
			TreeMap<String, Object> nested = new TreeMap<>();
			map.forEach((key, item) -> nested.put(String.valueOf(key), normalize(name + "." + key, item)));
			return new Columns(nested);
		}
		if (value instanceof List<?> list) {
			List<Object> items = new ArrayList<>(list.size());
			list.forEach((item) -> items.add(normalize(name, item)));
			return Collections.unmodifiableList(items);
		}
		if (!ColumnsFormat.isColumnType(value)) {
			throw new IllegalArgumentException("Column '" + name + "' cannot hold a " + value.getClass().getName()
					+ "; use a boolean, number, text, bytes, instant, list or map");
		}
		return value;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Columns columns && this.values.equals(columns.values);
	}

	@Override
	public int hashCode() {
		return this.values.hashCode();
	}

	@Override
	public String toString() {
		return this.values.toString();
	}

}

package io.starling.spring.follow;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * A table at one moment, decoded; immutable. Made from its predecessor, so that only rows
 * that changed are decoded again.
 *
 * @param <V> what a row is decoded to
 */
public final class TableView<V> {

	private final RowReader<V> reader;

	private final SortedMap<RowId, Row> rows;

	private final SortedMap<RowId, V> values;

	private final SortedMap<RowId, String> malformed;

	private final List<V> list;

	private TableView(RowReader<V> reader, SortedMap<RowId, Row> rows, SortedMap<RowId, V> values,
			SortedMap<RowId, String> malformed) {
		this.reader = reader;
		this.rows = rows;
		this.values = Collections.unmodifiableSortedMap(values);
		this.malformed = Collections.unmodifiableSortedMap(malformed);
		this.list = List.copyOf(values.values());
	}

	/**
	 * Returns the view of an empty table.
	 * @param <V> what a row is decoded to
	 * @param reader decodes this view's successors' rows
	 * @return a view without rows
	 */
	public static <V> TableView<V> empty(RowReader<V> reader) {
		return new TableView<>(reader, Collections.emptySortedMap(), Collections.emptySortedMap(),
				Collections.emptySortedMap());
	}

	/**
	 * Returns the view of the same table at a later moment.
	 * @param rows the table as it is in a snapshot
	 * @return a new view
	 */
	public TableView<V> next(SortedMap<RowId, Row> rows) {
		SortedMap<RowId, V> values = new TreeMap<>();
		SortedMap<RowId, String> malformed = new TreeMap<>();
		rows.forEach((id, row) -> {
			boolean same = row.equals(this.rows.get(id));
			V known = same ? this.values.get(id) : null;
			String failure = same ? this.malformed.get(id) : null;
			if (known != null) {
				values.put(id, known);
			}
			else if (failure != null) {
				malformed.put(id, failure);
			}
			else {
				decode(id, row, values, malformed);
			}
		});
		return new TableView<>(this.reader, rows, values, malformed);
	}

	// One member's bad row must not cost the others their table, so everything that can
	// be wrong with it ends here.
	private void decode(RowId id, Row row, SortedMap<RowId, V> values, SortedMap<RowId, String> malformed) {
		try {
			values.put(id,
					Objects.requireNonNull(this.reader.read(row, Columns.decode(row.state())), "it says nothing"));
		}
		catch (MalformedException | RuntimeException ex) {
			malformed.put(id, Objects.requireNonNullElse(ex.getMessage(), ex.toString()));
		}
	}

	/**
	 * Tells, in constant time, whether this is the view of a table.
	 * @param rows the table as it is in a snapshot
	 * @return true if nothing changed since
	 */
	public boolean isOf(SortedMap<RowId, Row> rows) {
		return this.rows == rows;
	}

	/**
	 * Returns the rows themselves.
	 * @return the table as it was in the snapshot, with the rows that cannot be read
	 */
	public SortedMap<RowId, Row> rows() {
		return this.rows;
	}

	/**
	 * Returns what the rows say, by row.
	 * @return an unmodifiable map without the rows that cannot be read
	 */
	public SortedMap<RowId, V> values() {
		return this.values;
	}

	/**
	 * Returns what the rows say, in order of owner and key.
	 * @return an immutable list without the rows that cannot be read
	 */
	public List<V> list() {
		return this.list;
	}

	/**
	 * Returns why rows cannot be read, by row.
	 * @return an unmodifiable map
	 */
	public SortedMap<RowId, String> malformed() {
		return this.malformed;
	}

}

package io.starling.spring.table;

import java.util.SortedMap;
import java.util.function.Supplier;

import io.starling.mesh.model.Columns;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.spring.follow.MalformedRows;
import io.starling.spring.follow.TableView;

/**
 * Reads one table from the mesh's newest snapshot. Rows are decoded when somebody asks
 * for them, and only those that changed since; a table that nobody reads costs nothing.
 *
 * @param <T> the type of the values
 */
final class TableReader<T> {

	private final String table;

	private final Supplier<MeshSnapshot> mesh;

	private final MalformedRows malformed = new MalformedRows();

	private volatile TableView<TableRow<T>> view;

	TableReader(String table, RowMapping<T> mapping, Supplier<MeshSnapshot> mesh) {
		this.table = table;
		this.mesh = mesh;
		this.view = TableView.empty((row, columns) -> read(mapping, row, columns));
	}

	String table() {
		return this.table;
	}

	/** Returns all that can be read now. */
	TableView<TableRow<T>> view() {
		TableView<TableRow<T>> known = this.view;
		return known.isOf(rows()) ? known : takeIn();
	}

	// The snapshot is taken inside, or an older one could follow a newer one.
	private synchronized TableView<TableRow<T>> takeIn() {
		SortedMap<RowId, Row> rows = rows();
		if (!this.view.isOf(rows)) {
			this.view = this.view.next(rows);
			this.malformed.report(this.view.malformed());
		}
		return this.view;
	}

	private SortedMap<RowId, Row> rows() {
		return this.mesh.get().table(this.table);
	}

	private static <T> TableRow<T> read(RowMapping<T> mapping, Row row, Columns columns) {
		return new TableRow<>(row.id().owner(), row.id().key(), row.version(), mapping.read(columns));
	}

}

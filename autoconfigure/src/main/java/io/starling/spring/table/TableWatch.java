package io.starling.spring.table;

import java.util.Collections;
import java.util.SortedMap;

import io.starling.mesh.Subscription;
import io.starling.mesh.model.RowId;
import io.starling.spring.follow.Difference;
import io.starling.spring.follow.Follower;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells one listener what changed since it was told last.
 *
 * @param <T> the type of the values
 */
final class TableWatch<T> implements Subscription {

	private static final Log logger = LogFactory.getLog(TableWatch.class);

	private final TableReader<T> reader;

	private final TableListener<T> listener;

	private final Follower follower;

	// What the listener knows. Used by the follower only.
	private SortedMap<RowId, TableRow<T>> told = Collections.emptySortedMap();

	private volatile boolean closed;

	TableWatch(TableReader<T> reader, TableListener<T> listener) {
		this.reader = reader;
		this.listener = listener;
		this.follower = new Follower("starling-table-" + reader.table(), this::tell);
	}

	/** The table may have changed. */
	void wake() {
		this.follower.wake();
	}

	private void tell() {
		SortedMap<RowId, TableRow<T>> before = this.told;
		this.told = this.reader.view().values();
		for (Difference<TableRow<T>> difference : Difference.between(before, this.told, TableRow::saysTheSameAs)) {
			if (this.closed) {
				return;
			}
			tell(new TableChange<>(difference.before(), difference.after()));
		}
	}

	private void tell(TableChange<T> change) {
		try {
			this.listener.changed(change);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A listener failed on a change of the table '" + this.reader.table() + "': " + change, ex);
		}
	}

	@Override
	public void close() {
		this.closed = true;
	}

}

package io.starling.spring.table;

/**
 * Is told of changes of a {@link MeshTable}.
 *
 * @param <T> the type of the table's values
 */
@FunctionalInterface
public interface TableListener<T> {

	/**
	 * A row changed. Calls come one at a time, on a thread that belongs to this listener
	 * alone: a slow one delays nobody, and then sees several changes of a row as one. An
	 * exception is logged, and the next change told.
	 * @param change what happened
	 */
	void changed(TableChange<T> change);

}

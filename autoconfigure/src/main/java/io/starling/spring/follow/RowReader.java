package io.starling.spring.follow;

import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Row;

/**
 * Makes an object of what a row says.
 *
 * @param <V> the type of the object
 */
@FunctionalInterface
public interface RowReader<V> {

	/**
	 * Reads a row. Whatever is thrown means that the row is malformed.
	 * @param row the row
	 * @param columns its state
	 * @return the object, never null
	 */
	V read(Row row, Columns columns);

}

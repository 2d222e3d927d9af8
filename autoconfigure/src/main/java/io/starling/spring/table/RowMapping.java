package io.starling.spring.table;

import io.starling.mesh.model.Columns;

/**
 * Turns objects into columns and back.
 *
 * @param <T> the type of the objects
 */
interface RowMapping<T> {

	/**
	 * Writes an object.
	 * @throws IllegalArgumentException if columns cannot hold it; the message says why
	 */
	Columns write(T value);

	/**
	 * Reads an object.
	 * @throws IllegalArgumentException if the columns do not fit; the message says why
	 */
	T read(Columns columns);

}

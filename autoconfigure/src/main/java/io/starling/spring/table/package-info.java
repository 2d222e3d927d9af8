/**
 * Tables of the user's own. {@link io.starling.spring.table.MeshTables} hands them out,
 * {@link io.starling.spring.table.MeshTable} is one: own rows are written, everybody's
 * read from memory, and changes listened to. Only
 * {@link io.starling.spring.table.JsonRows} and
 * {@link io.starling.spring.table.JsonColumns} know Jackson, which maps objects to
 * columns.
 */
@NullMarked
package io.starling.spring.table;

import org.jspecify.annotations.NullMarked;

package io.starling.spring.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A table.
 *
 * @param name the table's name
 * @param rowCount how many rows it has
 * @param rows the rows; null in lists of tables
 */
public record TableDescriptor(String name, int rowCount, @Nullable List<RowDescriptor> rows) {

}

package io.starling.benchmarks.measure;

import io.starling.mesh.model.Columns;

/**
 * Rows as an instance of a service writes them: ten columns, about 200 bytes.
 */
public final class ServiceRow {

	/** The table that they stand in. */
	public static final String TABLE = "services";

	private ServiceRow() {
	}

	/**
	 * Returns the columns of a row.
	 * @param number makes it differ from others
	 * @return ten columns
	 */
	public static Columns of(int number) {
		return Columns.EMPTY.with("service", "inventory-" + number % 20)
			.with("instance", "inventory-" + number + ":8080")
			.with("host", "10.1." + number / 250 % 250 + "." + number % 250)
			.with("port", 8080)
			.with("secure", false)
			.with("status", "UP")
			.with("since", 1_700_000_000_000L + number)
			.with("version", "2.14." + number % 10)
			.with("zone", "eu-west-1" + (char) ('a' + number % 3))
			.with("metadata", Columns.EMPTY.with("management.port", "9090").with("team", "logistics"));
	}

}

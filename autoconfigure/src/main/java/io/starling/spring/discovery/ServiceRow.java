package io.starling.spring.discovery;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.starling.mesh.model.Columns;

/**
 * One row of the table {@value #TABLE}: what an instance of a service says of itself. The
 * only place that knows the names of the columns. Columns of later versions are ignored.
 *
 * @param serviceId the service's name, its case kept
 * @param instanceId the instance's name, unique in its service
 * @param host where the instance is reached: a name or an address literal, no brackets
 * @param port the port for requests; 0 if the instance takes none
 * @param secure true if requests have to come by TLS
 * @param status what the instance says of its readiness
 * @param zone the zone it runs in; empty for none
 * @param metadata the user's words about it
 * @param managementPort the port of its actuator; 0 if it has none
 */
public record ServiceRow(String serviceId, String instanceId, String host, int port, boolean secure,
		ServiceStatus status, String zone, Map<String, String> metadata, int managementPort) {

	/** The name of the table. */
	public static final String TABLE = "services";

	private static final String SERVICE = "service";

	private static final String INSTANCE = "instance";

	private static final String HOST = "host";

	private static final String PORT = "port";

	private static final String SECURE = "secure";

	private static final String STATUS = "status";

	private static final String ZONE = "zone";

	private static final String METADATA = "metadata";

	private static final String MANAGEMENT_PORT = "management-port";

	private static final String CHANGED = "changed";

	/**
	 * Checks the bounds and copies the metadata.
	 * @throws IllegalArgumentException if a name or the host is missing, or a port out of
	 * range
	 */
	public ServiceRow {
		present(SERVICE, serviceId);
		present(INSTANCE, instanceId);
		present(HOST, host);
		port(PORT, port);
		port(MANAGEMENT_PORT, managementPort);
		metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
	}

	/**
	 * Reads a row.
	 * @param columns the row's state
	 * @return what it says
	 * @throws IllegalArgumentException naming the column that is missing or out of range
	 */
	public static ServiceRow of(Columns columns) {
		return new ServiceRow(columns.text(SERVICE), columns.text(INSTANCE), columns.text(HOST), number(columns, PORT),
				columns.flag(SECURE), ServiceStatus.parse(columns.text(STATUS)), columns.text(ZONE),
				texts(columns.nested(METADATA)), number(columns, MANAGEMENT_PORT));
	}

	/**
	 * Reads when a row was written. That is no part of what the row says: to write the
	 * same again changes nothing.
	 * @param columns the row's state
	 * @return the time by its owner's wall clock; empty if the owner did not say
	 */
	public static Optional<Instant> changed(Columns columns) {
		return columns.get(CHANGED, Instant.class);
	}

	/**
	 * Returns the row's state as it is written into the mesh.
	 * @param changed the time by the wall clock
	 * @return the columns
	 */
	public Columns toColumns(Instant changed) {
		return toColumns().with(CHANGED, changed);
	}

	/**
	 * Returns the row's state without the time at which it is written.
	 * @return the columns
	 */
	public Columns toColumns() {
		return Columns.EMPTY.with(SERVICE, this.serviceId)
			.with(INSTANCE, this.instanceId)
			.with(HOST, this.host)
			.with(PORT, this.port)
			.with(SECURE, this.secure)
			.with(STATUS, this.status.name())
			.with(ZONE, this.zone)
			.with(METADATA, this.metadata)
			.with(MANAGEMENT_PORT, this.managementPort);
	}

	private static void present(String column, String value) {
		if (value.isBlank()) {
			throw new IllegalArgumentException("the column '" + column + "' is missing or empty");
		}
	}

	private static void port(String column, int value) {
		if (value < 0 || value > 65535) {
			throw new IllegalArgumentException("the column '" + column + "' must be 0 to 65535, not " + value);
		}
	}

	private static int number(Columns columns, String column) {
		return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, columns.number(column)));
	}

	// Programs in other languages may write numbers and flags; whatever has no plain text
	// form is left out.
	private static Map<String, String> texts(Columns columns) {
		Map<String, String> texts = new TreeMap<>();
		columns.asMap().forEach((name, value) -> {
			if (value instanceof String || value instanceof Number || value instanceof Boolean) {
				texts.put(name, value.toString());
			}
		});
		return texts;
	}

}

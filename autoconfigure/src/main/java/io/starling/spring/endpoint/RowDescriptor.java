package io.starling.spring.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table. The values of columns that are called like a secret are masked: every
 * member holds them, but not everybody who may read the actuator is a member.
 *
 * @param owner the member that wrote it
 * @param key which of the owner's rows
 * @param version the number that the owner raises with each change
 * @param bytes the size of its state
 * @param columns what it says; empty if it cannot be read
 * @param error why it cannot be read; null if it can
 */
public record RowDescriptor(String owner, String key, long version, int bytes, Map<String, Object> columns,
		@Nullable String error) {

	private static final Set<String> SECRET = Set.of("password", "passwd", "secret", "token", "credential",
			"private-key", "privatekey", "api-key", "apikey");

	static RowDescriptor of(Row row) {
		try {
			return of(row, plain(Columns.decode(row.state())), null);
		}
		catch (MalformedException ex) {
			return of(row, Map.of(), String.valueOf(ex.getMessage()));
		}
	}

	private static RowDescriptor of(Row row, Map<String, Object> columns, @Nullable String error) {
		return new RowDescriptor(row.id().owner().toString(), row.id().key(), row.version(), row.state().size(),
				columns, error);
	}

	static Map<String, Object> plain(Columns columns) {
		Map<String, Object> plain = new LinkedHashMap<>();
		columns.asMap().forEach((name, value) -> plain.put(name, isSecret(name) ? "******" : plain(value)));
		return plain;
	}

	// JSON has none of the other types, and tools should not have to know ours.
	private static Object plain(Object value) {
		if (value instanceof Columns columns) {
			return plain(columns);
		}
		if (value instanceof List<?> items) {
			return items.stream().map(RowDescriptor::plain).toList();
		}
		if (value instanceof Bytes bytes) {
			return bytes.size() + " bytes";
		}
		return (value instanceof Number || value instanceof Boolean) ? value : value.toString();
	}

	static boolean isSecret(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return SECRET.stream().anyMatch(lower::contains);
	}

}

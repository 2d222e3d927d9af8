package io.starling.spring.table;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.starling.mesh.Mesh;
import io.starling.mesh.model.RowId;
import io.starling.spring.discovery.ServiceRow;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands out the mesh's tables as {@link MeshTable}s.
 *
 * <pre class="code">
 * &#064;Bean
 * MeshTable&lt;Price&gt; prices(MeshTables tables) {
 *     return tables.table("prices", Price.class);
 * }
 * </pre>
 * <p>
 * Safe on any thread.
 */
public final class MeshTables {

	// Those that Starling itself writes, or will.
	private static final Set<String> RESERVED = Set.of(ServiceRow.TABLE, "vitals");

	private final Mesh mesh;

	private final JsonMapper mapper;

	private final Map<String, MeshTable<?>> tables = new ConcurrentHashMap<>();

	/**
	 * Creates the tables of a mesh.
	 * @param mesh the mesh
	 * @param mapper maps objects to what stands in rows; members that share a table need
	 * mappers that agree on names and forms
	 */
	public MeshTables(Mesh mesh, JsonMapper mapper) {
		this.mesh = mesh;
		this.mapper = JsonRows.mapper(mapper);
	}

	/**
	 * Returns a table. It needs no creation: it is there once any member writes a row.
	 * @param <T> the type of the rows
	 * @param name the table's name, the same on all members, 1 to 64 bytes
	 * @param type what a row is: a record, or anything else that Jackson can write and
	 * read again
	 * @return the table; the same one for the same name
	 * @throws IllegalArgumentException if the name is reserved, empty or too long, or the
	 * table was asked for with another type before
	 */
	public <T> MeshTable<T> table(String name, Class<T> type) {
		if (RESERVED.contains(name)) {
			throw new IllegalArgumentException("The table '" + name
					+ "' is Starling's own: take another name. To read services, use DiscoveryClient.");
		}
		MeshTable<?> table = this.tables.computeIfAbsent(checked(name),
				(unknown) -> new MeshTable<>(this.mesh, name, type, new JsonRows<>(this.mapper, type)));
		if (table.type() != type) {
			throw new IllegalArgumentException("The table '" + name + "' holds " + table.type().getName()
					+ " in this application, and cannot hold " + type.getName() + ", too");
		}
		@SuppressWarnings("unchecked")
		MeshTable<T> typed = (MeshTable<T>) table;
		return typed;
	}

	private String checked(String name) {
		return new RowId(name, this.mesh.snapshot().self(), "").table();
	}

}

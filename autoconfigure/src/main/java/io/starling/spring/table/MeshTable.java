package io.starling.spring.table;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.starling.mesh.Mesh;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * A table of the mesh whose rows are objects. Each member writes rows of its own, and
 * every member holds the rows of all in its memory: what one writes, all others read
 * milliseconds later. A row lives as long as its owner: once that leaves or dies, its
 * rows are gone from every member.
 *
 * <pre class="code">
 * record Price(BigDecimal amount, Instant since) { }
 *
 * &#064;Bean
 * MeshTable&lt;Price&gt; prices(MeshTables tables) {
 *     return tables.table("prices", Price.class);
 * }
 *
 * // One member says:
 * prices.put("apple", new Price(new BigDecimal("0.40"), Instant.now()));
 *
 * // Any member reads what was said last:
 * prices.rows("apple").stream().map(TableRow::value).max(Comparator.comparing(Price::since));
 * </pre>
 * <p>
 * Two members may say different things under one key, as each owns its rows: readers
 * decide whom they believe. Feature flags need one who sets them, and leader hints an
 * order that all agree on; the guide to tables shows both.
 * <p>
 * Safe on any thread. Reading looks into memory, never blocks on others and never throws:
 * rows that cannot be read, of another version for example, are left out, counted and
 * logged once for each member. Writing waits until the row stands in this member's own
 * memory, normally far less than a millisecond.
 *
 * @param <T> the type of the rows
 */
public final class MeshTable<T> {

	private static final String DEFAULT_KEY = "";

	private static final long WAIT_SECONDS = 2;

	private final Mesh mesh;

	private final String name;

	private final Class<T> type;

	private final RowMapping<T> mapping;

	private final TableReader<T> reader;

	MeshTable(Mesh mesh, String name, Class<T> type, RowMapping<T> mapping) {
		this.mesh = mesh;
		this.name = name;
		this.type = type;
		this.mapping = mapping;
		this.reader = new TableReader<>(name, mapping, mesh::snapshot);
	}

	/**
	 * Returns the table's name.
	 * @return the name, the same on all members
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns what the rows are.
	 * @return the class of the values
	 */
	public Class<T> type() {
		return this.type;
	}

	/**
	 * Writes this member's row under the empty key, for tables in which each member has
	 * one row. Replaces the one before.
	 * @param value what the row says
	 * @return the row as it stands
	 * @throws IllegalArgumentException if columns cannot hold the value, or a limit is
	 * passed; the message says which
	 * @throws IllegalStateException if this member has left the mesh, or does not get to
	 * it within 2 s
	 */
	public TableRow<T> put(T value) {
		return put(DEFAULT_KEY, value);
	}

	/**
	 * Writes a row of this member, replacing what it said before under the key.
	 * @param key tells the row from this member's others in the table, at most 255 bytes
	 * @param value what the row says
	 * @return the row as it stands
	 * @throws IllegalArgumentException if columns cannot hold the value, or a limit is
	 * passed; the message says which
	 * @throws IllegalStateException if this member has left the mesh, or does not get to
	 * it within 2 s
	 */
	public TableRow<T> put(String key, T value) {
		String what = "write the row '" + key + "' of the table '" + this.name + "'";
		Row row = await(this.mesh.put(this.name, key, columns(value, what)), what);
		return new TableRow<>(row.id().owner(), row.id().key(), row.version(), value);
	}

	/**
	 * Withdraws this member's row under the empty key.
	 * @return whether there was such a row
	 * @throws IllegalStateException if this member has left the mesh, or does not get to
	 * it within 2 s
	 */
	public boolean withdraw() {
		return withdraw(DEFAULT_KEY);
	}

	/**
	 * Withdraws a row of this member.
	 * @param key the row's key
	 * @return whether there was such a row
	 * @throws IllegalStateException if this member has left the mesh, or does not get to
	 * it within 2 s
	 */
	public boolean withdraw(String key) {
		return await(this.mesh.withdraw(this.name, key),
				"withdraw the row '" + key + "' of the table '" + this.name + "'");
	}

	/**
	 * Returns the rows of all members that are part of the mesh now, this one's among
	 * them.
	 * @return an immutable list in order of owner and key; the same one until something
	 * changes
	 */
	public List<TableRow<T>> rows() {
		return this.reader.view().list();
	}

	/**
	 * Returns what the members say under one key.
	 * @param key the rows' key
	 * @return a list in order of owner, empty if nobody says anything
	 */
	public List<TableRow<T>> rows(String key) {
		return rows().stream().filter((row) -> row.key().equals(key)).toList();
	}

	/**
	 * Returns this member's row under the empty key.
	 * @return the row, or empty if it has not been written
	 */
	public Optional<TableRow<T>> own() {
		return own(DEFAULT_KEY);
	}

	/**
	 * Returns a row of this member.
	 * @param key the row's key
	 * @return the row, or empty if it has not been written
	 */
	public Optional<TableRow<T>> own(String key) {
		return get(this.mesh.snapshot().self(), key);
	}

	/**
	 * Returns one row.
	 * @param owner the member that wrote it
	 * @param key the row's key, at most 255 bytes
	 * @return the row, or empty if there is none that can be read
	 */
	public Optional<TableRow<T>> get(MemberId owner, String key) {
		return Optional.ofNullable(this.reader.view().values().get(new RowId(this.name, owner, key)));
	}

	/**
	 * Returns how many rows cannot be read now. They are left out; the log has the
	 * reason, once for each member.
	 * @return the number of rows
	 */
	public int malformedRows() {
		return this.reader.view().malformed().size();
	}

	/**
	 * Tells a listener of all rows that are there, as added, and of every change from
	 * then on. A row that is written again and says the same is no change.
	 * @param listener is called on a thread of its own
	 * @return ends the calls
	 */
	public Subscription watch(TableListener<T> listener) {
		TableWatch<T> watch = new TableWatch<>(this.reader, listener);
		Subscription changes = this.mesh.watch((before, after) -> {
			if (!before.hasSameTableAs(this.name, after)) {
				watch.wake();
			}
		});
		watch.wake();
		return () -> {
			changes.close();
			watch.close();
		};
	}

	private Columns columns(T value, String what) {
		try {
			return this.mapping.write(Objects.requireNonNull(value, "No value given"));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"Could not " + what + " from a " + this.type.getSimpleName() + ": " + ex.getMessage(), ex);
		}
	}

	private static <V> V await(CompletableFuture<V> change, String what) {
		try {
			return change.get(WAIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			String message = "Could not " + what + ": " + cause.getMessage();
			throw (cause instanceof IllegalArgumentException) ? new IllegalArgumentException(message, cause)
					: new IllegalStateException(message, cause);
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException(
					"Did not " + what + " within " + WAIT_SECONDS + " s; it happens when the mesh gets to it", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted; the mesh may " + what + " all the same", ex);
		}
	}

	@Override
	public String toString() {
		return "MeshTable '" + this.name + "' of " + this.type.getName();
	}

}

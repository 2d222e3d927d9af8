package io.starling.mesh;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.transport.PortsTakenException;
import io.starling.mesh.transport.TcpTransport;
import io.starling.mesh.transport.TransportFactory;
import io.starling.mesh.transport.TransportSettings;
import org.jspecify.annotations.Nullable;

/**
 * This process's membership in a mesh: start it, write own rows, read everybody's, watch
 * them change, leave. Several can live in one JVM.
 * <p>
 * Safe on any thread. Reads cost one volatile read and never block. Writes are handed to
 * the mesh's own thread, at most 65,536 at a time. Futures always complete, those that
 * are open when this member leaves with an {@link IllegalStateException}; never on the
 * mesh's own thread, so what depends on them may take its time, block, and call the mesh
 * again. They complete in the order in which the mesh has done what they stand for,
 * unless what depends on one takes longer than 10 ms: then the next ones do not wait for
 * it.
 *
 * <pre>{@code
 * try (Mesh mesh = Mesh.start(MeshSettings.defaults())) {
 *     mesh.put("greetings", "", Columns.EMPTY.with("text", "hello"));
 *     mesh.snapshot().table("greetings").values().forEach(System.out::println);
 * }
 * }</pre>
 */
public final class Mesh implements AutoCloseable {

	private static final Duration LONGEST_INQUIRY = Duration.ofDays(1);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	private final MeshDriver driver;

	/** Threads that were made for this mesh alone; null if they are shared. */
	private final @Nullable MeshThreads ownThreads;

	private Mesh(MeshDriver driver, @Nullable MeshThreads ownThreads) {
		this.driver = driver;
		this.ownThreads = ownThreads;
	}

	/**
	 * Loads what the first member of a process needs, which is most of the time that its
	 * start takes. Worth calling early and on another thread, while something else is
	 * done; members start without it, too.
	 */
	public static void prepare() {
		Preparation.run();
	}

	/**
	 * Starts a member on a thread of its own. Returns as soon as it listens; others are
	 * looked for from then on.
	 * @param settings how to take part
	 * @return the running member
	 * @throws PortInUseException if no port of those allowed is free
	 * @throws MeshStartException if it cannot listen for another reason
	 */
	public static Mesh start(MeshSettings settings) {
		Objects.requireNonNull(settings, "settings");
		MeshThreads threads = MeshThreads.create(1);
		try {
			return new Mesh(startDriver(settings, threads, tcp(threads)), threads);
		}
		catch (RuntimeException | Error ex) {
			threads.close();
			throw ex;
		}
	}

	/**
	 * Starts a member on threads that it shares with others.
	 * @param settings how to take part
	 * @param threads where to live; stays the caller's
	 * @return the running member
	 * @throws PortInUseException if no port of those allowed is free
	 * @throws MeshStartException if it cannot listen for another reason
	 */
	public static Mesh start(MeshSettings settings, MeshThreads threads) {
		return start(settings, threads, tcp(threads));
	}

	/**
	 * Starts a member whose connections are not TCP's, for tests for example.
	 * @param settings how to take part
	 * @param threads where to live; stays the caller's
	 * @param transports makes the connections
	 * @return the running member
	 * @throws MeshStartException if it cannot listen
	 */
	public static Mesh start(MeshSettings settings, MeshThreads threads, TransportFactory transports) {
		return new Mesh(startDriver(settings, threads, transports), null);
	}

	private static TransportFactory tcp(MeshThreads threads) {
		return (loop, events) -> new TcpTransport(loop, threads.names(), TransportSettings.defaults(), events);
	}

	private static MeshDriver startDriver(MeshSettings settings, MeshThreads threads, TransportFactory transports) {
		try {
			return MeshDriver.start(settings, threads, transports).join();
		}
		catch (CompletionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			if (cause instanceof PortsTakenException) {
				throw new PortInUseException(settings.bindAddress(), settings.firstPort(), settings.lastPort(), cause);
			}
			throw new MeshStartException("The mesh cannot start on " + settings.bindAddress() + " port "
					+ settings.firstPort() + ": " + cause.getMessage(), cause);
		}
	}

	/**
	 * Returns the mesh's name.
	 * @return the fence around the mesh
	 */
	public String name() {
		return this.driver.settings().name();
	}

	/**
	 * Returns what this member says of itself now.
	 * @return the member's record
	 */
	public Member self() {
		MeshSnapshot snapshot = snapshot();
		return snapshot.member(snapshot.self()).orElseThrow().member();
	}

	/**
	 * Returns all that this member knows now.
	 * @return the newest snapshot
	 */
	public MeshSnapshot snapshot() {
		return this.driver.snapshot();
	}

	/**
	 * Returns how this member's own connection to the mesh is.
	 * @return the state, with the reason in words
	 */
	public MeshStatus status() {
		return this.driver.status();
	}

	/**
	 * Returns how often something has happened to this member since its start. Costs
	 * nearly nothing, and stays readable after leaving.
	 * @param what what to count
	 * @return the count so far, which never falls
	 */
	public long count(Activity what) {
		return this.driver.count(Objects.requireNonNull(what, "what to count"));
	}

	/**
	 * Writes an own row, replacing what stood under the key, and spreads it.
	 * @param table the table's name, 1 to 64 bytes
	 * @param key tells this row from this member's others in the table, at most 255 bytes
	 * @param state the columns
	 * @return the row as written, once it is in {@link #snapshot()}; fails with an
	 * {@link IllegalArgumentException} if a limit is passed, with an
	 * {@link IllegalStateException} after leaving
	 */
	public CompletableFuture<Row> put(String table, String key, Columns state) {
		requireRow(table, key);
		Bytes encoded = state.encode();
		return this.driver.call((protocol, now) -> protocol.rows().put(now, table, key, encoded));
	}

	/**
	 * Withdraws an own row and spreads that.
	 * @param table the table's name
	 * @param key the row's key
	 * @return whether there was such a row, once it is out of {@link #snapshot()}; fails
	 * with an {@link IllegalStateException} after leaving
	 */
	public CompletableFuture<Boolean> withdraw(String table, String key) {
		requireRow(table, key);
		return this.driver.call((protocol, now) -> protocol.rows().withdraw(now, table, key));
	}

	/**
	 * Asks all other members whether they hold an own row as it is now. A complete answer
	 * means that each member that this one knows and does not suspect at that moment has
	 * said so itself, newcomers included; who is suspected is not waited for, and who is
	 * not known here yet learns the row as it joins.
	 * @param table the table's name
	 * @param key the row's key
	 * @param within how long to wait for those who have not said so, a day at most
	 * @return who holds the row as it is now, or a newer version of it: all who are known
	 * and not suspected, or fewer when the time is over or this member leaves; fails with
	 * an {@link IllegalArgumentException} if there is no such row, with an
	 * {@link IllegalStateException} after leaving
	 */
	public CompletableFuture<Confirmation> confirm(String table, String key, Duration within) {
		requireRow(table, key);
		return this.driver.confirm(table, key, (within.compareTo(LONGEST_INQUIRY) < 0) ? within : LONGEST_INQUIRY);
	}

	/** Here, where the caller sees it, and not on the loop. */
	private static void requireRow(String table, String key) {
		Objects.requireNonNull(table, "a table");
		Objects.requireNonNull(key, "a key");
	}

	/**
	 * Explains why members count as what they count as, also those that are dead or gone,
	 * as long as they are remembered. Asks the mesh's thread, as only that one knows what
	 * others say of whom.
	 * @param name the beginning of a member's id, its address, or the key of a row that
	 * it has or had in any table
	 * @return an explanation for each member that the name fits, in order of id; fails
	 * with an {@link IllegalStateException} after leaving
	 */
	public CompletableFuture<List<Explanation>> explain(String name) {
		Objects.requireNonNull(name, "a name");
		return this.driver.call((protocol, now) -> protocol.explanations().of(name));
	}

	/**
	 * Tells a listener of every change from now on.
	 * @param listener is called on a thread of the mesh's own, where it holds up no other
	 * listener, once for several changes if it is slow
	 * @return ends the calls
	 */
	public Subscription watch(MeshListener listener) {
		return this.driver.listeners().add(Objects.requireNonNull(listener, "a listener"));
	}

	/**
	 * Does what was asked for before, says goodbye to the mesh, then closes all
	 * connections and the port. The snapshot stays readable.
	 * @return completed when all is closed, within a second or so
	 */
	public CompletableFuture<Void> leave() {
		// Whoever cancels what it gets does not cancel the leaving.
		return this.driver.leave().copy();
	}

	/**
	 * Leaves; waits for two seconds at most, and two more for threads of its own. On the
	 * mesh's own thread, where a transport or its callbacks may call it, it does not wait
	 * at all. May be called more than once.
	 */
	@Override
	public void close() {
		CompletableFuture<Void> left = this.driver.leave();
		if (this.driver.isOnLoop()) {
			var unused = left.whenComplete((done, ex) -> closeThreads());
			return;
		}
		try {
			left.get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			// The goodbye was said as well as it could be; whoever missed it sees the
			// links close.
		}
		closeThreads();
	}

	private void closeThreads() {
		if (this.ownThreads != null) {
			this.ownThreads.close();
		}
	}

}

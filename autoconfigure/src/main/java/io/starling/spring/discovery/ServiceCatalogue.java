package io.starling.spring.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.starling.mesh.Mesh;
import io.starling.mesh.Subscription;
import io.starling.mesh.log.LogQueue;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.RowId;
import io.starling.spring.follow.Follower;
import io.starling.spring.follow.MalformedRows;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.ServiceInstance;

/**
 * All instances of all services that may be called, in memory. Reading costs one volatile
 * read and a look-up, allocates nothing, never blocks and never throws. Rebuilt on the
 * mesh's listener threads when the table {@value ServiceRow#TABLE} or the liveness of
 * members changes, and on a thread of its own where time alone changes what is listed.
 * Safe for use by several threads.
 * <p>
 * Silence alone empties no list: where the members of a service's last trusted instances
 * only count as dead, because nothing is heard of them, the instances stay listed, as
 * {@linkplain StarlingServiceInstance#isPresumedDead() presumed dead}. They go when a
 * trusted instance of the service is listed, when their members say goodbye or are proven
 * dead, also where this is learned only later, when these are back without them for 10 s,
 * when another member or instance lives at their address, and after 24 h.
 */
public final class ServiceCatalogue implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ServiceCatalogue.class);

	private static final Subscription NONE = () -> {
	};

	/** What could not be taken in, for want of memory perhaps, is looked at again. */
	private static final Duration RETRY = Duration.ofSeconds(1);

	private final Supplier<MeshSnapshot> mesh;

	private final CatalogueTime time;

	private final Follower follower = new Follower("starling-catalogue", this::wakeUp);

	private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

	private final MalformedRows malformed = new MalformedRows();

	private volatile CatalogueView view = CatalogueView.EMPTY;

	private @Nullable MeshSnapshot seen;

	private Subscription subscription = NONE;

	/** When to look again though nothing has changed; never is {@link Instant#MAX}. */
	private Instant alarmAt = Instant.MAX;

	private Subscription alarm = NONE;

	private boolean closed;

	/**
	 * Creates an empty catalogue.
	 * @param mesh where the newest snapshot comes from
	 * @param time the time
	 */
	ServiceCatalogue(Supplier<MeshSnapshot> mesh, CatalogueTime time) {
		this.mesh = mesh;
		this.time = time;
	}

	/**
	 * Returns a catalogue that follows a mesh until it is closed.
	 * @param mesh the mesh
	 * @return the catalogue, filled with what the mesh knows already
	 */
	public static ServiceCatalogue follow(Mesh mesh) {
		ServiceCatalogue catalogue = new ServiceCatalogue(mesh::snapshot, CatalogueTime.monotonic());
		catalogue.subscription = mesh.watch((before, after) -> catalogue.refresh());
		catalogue.refresh();
		return catalogue;
	}

	/**
	 * Returns the instances of a service that may be called: those that say UP, the
	 * suspected ones last, and after them those presumed dead.
	 * @param serviceId the service's name, in any case
	 * @return an immutable list, empty if nobody offers the service
	 */
	public List<ServiceInstance> instances(String serviceId) {
		return this.view.instances(serviceId);
	}

	/**
	 * Returns the names of all services with at least one instance that may be called.
	 * @return an immutable list in alphabetical order
	 */
	public List<String> services() {
		return this.view.services();
	}

	/**
	 * Counts the changes: equal numbers, equal catalogues. A suspicion, which only moves
	 * an instance to the end of its list, is no change.
	 * @return 0 for the empty catalogue at the start, then one more with each change
	 */
	public long revision() {
		return this.view.revision();
	}

	/**
	 * Returns the instances that are listed although their members count as dead.
	 * @return why they are, by row; unmodifiable
	 */
	public SortedMap<RowId, PresumedDead> presumedDead() {
		return this.view.presumedDead();
	}

	/**
	 * Returns how many rows of the table cannot be read. They are left out; the log has
	 * the reason, once for each member.
	 * @return the number of rows
	 */
	public int malformedRows() {
		return this.view.malformed().size();
	}

	/**
	 * Asks for a call after each change of what the catalogue answers: of
	 * {@link #revision()}, and of the suspicions that order the instances.
	 * @param watcher must not block, as the catalogue waits for it; one that throws costs
	 * no other its call
	 * @return ends the calls
	 */
	public Subscription watch(Runnable watcher) {
		this.watchers.add(watcher);
		return () -> this.watchers.remove(watcher);
	}

	CatalogueView view() {
		return this.view;
	}

	/**
	 * Takes in the mesh's newest snapshot; not the one that a listener was called with,
	 * which an earlier call may have overtaken.
	 */
	void refresh() {
		if (takeIn()) {
			this.watchers.forEach(ServiceCatalogue::tell);
		}
		this.malformed.report(this.view.malformed());
	}

	private static void tell(Runnable watcher) {
		try {
			watcher.run();
		}
		catch (RuntimeException | Error ex) {
			warn("Somebody who watches the catalogue failed to take in a change", ex);
		}
	}

	// Whatever the log waits for, the catalogue does not.
	private static void warn(String what, Throwable ex) {
		LogQueue.shared().write(() -> logger.warn(what, ex));
	}

	private synchronized boolean takeIn() {
		MeshSnapshot snapshot = this.mesh.get();
		Instant now = this.time.instant();
		CatalogueView before = this.view;
		if (this.seen != null && this.seen.hasSameMembersAs(snapshot)
				&& this.seen.hasSameTableAs(ServiceRow.TABLE, snapshot) && now.isBefore(before.due())) {
			lookAgainAt(before.due());
			return false;
		}
		try {
			CatalogueView next = before.next(snapshot, now);
			boolean changed = !next.answersLike(before);
			lookAgainAt(next.due());
			// Nothing throws from here on, so what has been seen has been taken in.
			this.seen = snapshot;
			this.view = next;
			return changed;
		}
		catch (RuntimeException | Error ex) {
			lookAgainAt(now.plus(RETRY));
			throw ex;
		}
	}

	private void lookAgainAt(Instant moment) {
		if (!moment.equals(this.alarmAt) && !this.closed) {
			this.alarm.close();
			this.alarmAt = Instant.MAX;
			this.alarm = moment.equals(Instant.MAX) ? NONE : this.time.at(moment, this.follower::wake);
			this.alarmAt = moment;
		}
	}

	private void wakeUp() {
		synchronized (this) {
			// It has rung, whoever came first.
			this.alarmAt = Instant.MAX;
		}
		try {
			refresh();
		}
		catch (RuntimeException | Error ex) {
			warn("The catalogue failed to take in a change of the mesh; it tries again", ex);
		}
	}

	/** Ends the following; the catalogue keeps answering with what it has. */
	@Override
	public void close() {
		this.subscription.close();
		synchronized (this) {
			this.closed = true;
			this.alarm.close();
		}
	}

}

package io.starling.spring.discovery;

import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.starling.mesh.Mesh;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.RowId;
import io.starling.spring.follow.MalformedRows;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.ServiceInstance;

/**
 * All instances of all services that may be called, in memory. Reading costs one volatile
 * read and a look-up, allocates nothing, never blocks and never throws. Rebuilt on the
 * mesh's listener threads when the table {@value ServiceRow#TABLE} or the liveness of
 * members changes. Safe for use by several threads.
 * <p>
 * Silence alone empties no list: where the members of a service's last trusted instances
 * only count as dead, because nothing is heard of them, the instances stay listed, as
 * {@linkplain StarlingServiceInstance#isPresumedDead() presumed dead}. They go when a
 * trusted instance of the service is listed, when their members say goodbye, come back or
 * are proven dead, or when another member or instance lives at their address.
 */
public final class ServiceCatalogue implements AutoCloseable {

	private final Supplier<MeshSnapshot> mesh;

	private final InstantSource clock;

	private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

	private final MalformedRows malformed = new MalformedRows();

	private volatile CatalogueView view = CatalogueView.EMPTY;

	private @Nullable MeshSnapshot seen;

	private Subscription subscription = () -> {
	};

	/**
	 * Creates an empty catalogue.
	 * @param mesh where the newest snapshot comes from
	 * @param clock in step with the times in snapshots
	 */
	ServiceCatalogue(Supplier<MeshSnapshot> mesh, InstantSource clock) {
		this.mesh = mesh;
		this.clock = clock;
	}

	/**
	 * Returns a catalogue that follows a mesh until it is closed.
	 * @param mesh the mesh
	 * @return the catalogue, filled with what the mesh knows already
	 */
	public static ServiceCatalogue follow(Mesh mesh) {
		ServiceCatalogue catalogue = new ServiceCatalogue(mesh::snapshot, InstantSource.system());
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
	 * @param watcher is called on one of the mesh's listener threads and must not block,
	 * as the catalogue waits for it
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
			this.watchers.forEach(Runnable::run);
		}
	}

	private synchronized boolean takeIn() {
		MeshSnapshot snapshot = this.mesh.get();
		if (this.seen != null && this.seen.hasSameMembersAs(snapshot)
				&& this.seen.hasSameTableAs(ServiceRow.TABLE, snapshot)) {
			return false;
		}
		this.seen = snapshot;
		CatalogueView before = this.view;
		this.view = before.next(snapshot, this.clock.instant());
		this.malformed.report(this.view.malformed());
		return !this.view.answersLike(before);
	}

	/** Ends the following; the catalogue keeps answering with what it has. */
	@Override
	public void close() {
		this.subscription.close();
	}

}

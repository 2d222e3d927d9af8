package io.starling.spring.discovery;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.starling.mesh.Mesh;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.ServiceInstance;

/**
 * All instances of all services that may be called, in memory. Reading costs one volatile
 * read and a look-up, allocates nothing, never blocks and never throws. Rebuilt on the
 * mesh's listener thread when the table {@value ServiceRow#TABLE} or the liveness of
 * members changes. Safe for use by several threads.
 */
public final class ServiceCatalogue implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ServiceCatalogue.class);

	private final Supplier<MeshSnapshot> mesh;

	private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

	private final Set<MemberId> reported = new TreeSet<>();

	private volatile State state = new State(CatalogueView.EMPTY, 0, 0);

	private @Nullable MeshSnapshot seen;

	private Subscription subscription = () -> {
	};

	ServiceCatalogue(Supplier<MeshSnapshot> mesh) {
		this.mesh = mesh;
	}

	/**
	 * Returns a catalogue that follows a mesh until it is closed.
	 * @param mesh the mesh
	 * @return the catalogue, filled with what the mesh knows already
	 */
	public static ServiceCatalogue follow(Mesh mesh) {
		ServiceCatalogue catalogue = new ServiceCatalogue(mesh::snapshot);
		catalogue.subscription = mesh.watch((before, after) -> catalogue.refresh());
		catalogue.refresh();
		return catalogue;
	}

	/**
	 * Returns the instances of a service that may be called: those that say UP, the
	 * suspected ones last.
	 * @param serviceId the service's name, in any case
	 * @return an immutable list, empty if nobody offers the service
	 */
	public List<ServiceInstance> instances(String serviceId) {
		return this.state.view.instances(serviceId);
	}

	/**
	 * Returns the names of all services with at least one instance that may be called.
	 * @return an immutable list in alphabetical order
	 */
	public List<String> services() {
		return this.state.view.services();
	}

	/**
	 * Counts the changes: equal numbers, equal catalogues. A suspicion, which only moves
	 * an instance to the end of its list, is no change.
	 * @return 0 for the empty catalogue at the start, then one more with each change
	 */
	public long revision() {
		return this.state.revision;
	}

	/**
	 * Returns how many rows of the table cannot be read. They are left out; the log has
	 * the reason, once for each member.
	 * @return the number of rows
	 */
	public int malformedRows() {
		return this.state.malformed;
	}

	/**
	 * Asks for a call after each change of {@link #revision()}.
	 * @param watcher is called on the mesh's listener thread and must not block
	 * @return ends the calls
	 */
	public Subscription watch(Runnable watcher) {
		this.watchers.add(watcher);
		return () -> this.watchers.remove(watcher);
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
		State before = this.state;
		CatalogueView view = before.view.next(snapshot);
		boolean changed = !view.listsTheSameAs(before.view);
		this.state = new State(view, changed ? before.revision + 1 : before.revision, view.malformed().size());
		report(view);
		return changed;
	}

	// A member that sends bad rows again and again must not fill the log.
	private void report(CatalogueView view) {
		Set<MemberId> owners = new TreeSet<>();
		view.malformed().forEach((id, reason) -> {
			owners.add(id.owner());
			if (this.reported.add(id.owner())) {
				logger.warn("Left out the row " + id + ", which cannot be read: " + reason
						+ ". Later bad rows of this member are counted and not logged.");
			}
		});
		this.reported.retainAll(owners);
	}

	/** Ends the following; the catalogue keeps answering with what it has. */
	@Override
	public void close() {
		this.subscription.close();
	}

	private record State(CatalogueView view, long revision, int malformed) {

	}

}

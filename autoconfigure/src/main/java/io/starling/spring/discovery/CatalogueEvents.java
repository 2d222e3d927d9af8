package io.starling.spring.discovery;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.starling.mesh.Subscription;
import io.starling.mesh.model.RowId;
import io.starling.spring.discovery.InstanceChangedEvent.Kind;
import io.starling.spring.follow.Difference;
import io.starling.spring.follow.Follower;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Tells the application what changes in the catalogue: an {@link InstanceChangedEvent}
 * for each instance, then one {@link HeartbeatEvent} if the catalogue is another, and
 * only then; its value is the catalogue's revision. Listeners do their work inside the
 * event, so they are called on a thread of their own, one event after the other, and
 * changes that come in the meantime are told together.
 */
public final class CatalogueEvents implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(CatalogueEvents.class);

	private final ServiceCatalogue catalogue;

	private final ApplicationEventPublisher publisher;

	private final AtomicBoolean running = new AtomicBoolean();

	private final Follower follower = new Follower("starling-events", this::publish);

	private @Nullable Subscription subscription;

	// What listeners know. Used by the follower only.
	private final SortedMap<RowId, StarlingServiceInstance> told = new TreeMap<>();

	private long toldRevision;

	/**
	 * Creates the events' source.
	 * @param catalogue the catalogue to follow
	 * @param publisher where the events go
	 */
	public CatalogueEvents(ServiceCatalogue catalogue, ApplicationEventPublisher publisher) {
		this.catalogue = catalogue;
		this.publisher = publisher;
	}

	@Override
	public void start() {
		if (this.running.compareAndSet(false, true)) {
			this.subscription = this.catalogue.watch(this.follower::wake);
			this.follower.wake();
		}
	}

	@Override
	public void stop() {
		if (this.running.compareAndSet(true, false) && this.subscription != null) {
			this.subscription.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running.get();
	}

	private void publish() {
		CatalogueView view = this.catalogue.view();
		Difference.between(this.told, view.listed(), CatalogueView::isSame).forEach(this::tell);
		if (this.running.get() && view.revision() != this.toldRevision) {
			this.toldRevision = view.revision();
			publish(new HeartbeatEvent(this, view.revision()));
		}
	}

	private void tell(Difference<StarlingServiceInstance> difference) {
		StarlingServiceInstance before = difference.before();
		StarlingServiceInstance after = difference.after();
		if (before != null && after != null && !before.equals(after)) {
			// The member uses the row for another instance.
			tell(difference.id(), Kind.REMOVED, before, null);
			before = null;
		}
		if (before == null) {
			tell(difference.id(), Kind.ADDED, null, after);
		}
		else if (after == null) {
			tell(difference.id(), Kind.REMOVED, before, null);
		}
		else {
			tellChange(difference.id(), before, after);
		}
	}

	// Listeners that ask for one kind of change only must not miss it because of another.
	private void tellChange(RowId id, StarlingServiceInstance before, StarlingServiceInstance after) {
		StarlingServiceInstance changed = after.seenAs(before);
		if (!CatalogueView.saysTheSame(before, changed)) {
			tell(id, Kind.CHANGED, before, changed);
		}
		if (before.isSuspect() != after.isSuspect()) {
			tell(id, after.isSuspect() ? Kind.SUSPECTED : Kind.TRUSTED, changed, after);
		}
		else if (this.running.get()) {
			// Suspected, and now presumed dead, or the other way: no event, but the next
			// one begins here.
			this.told.put(id, after);
		}
	}

	// A stop in between leaves the rest for the next start.
	private void tell(RowId id, Kind kind, @Nullable StarlingServiceInstance before,
			@Nullable StarlingServiceInstance after) {
		if (!this.running.get()) {
			return;
		}
		if (after != null) {
			this.told.put(id, after);
		}
		else {
			this.told.remove(id);
		}
		publish(new InstanceChangedEvent(this, kind, before, after));
	}

	private void publish(ApplicationEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A listener failed on " + event, ex);
		}
	}

}

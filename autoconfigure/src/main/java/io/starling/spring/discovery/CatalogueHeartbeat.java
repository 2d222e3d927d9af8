package io.starling.spring.discovery;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.starling.mesh.Subscription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes a {@link HeartbeatEvent} when the catalogue changes, and only then; its value
 * is the catalogue's revision. Consumers do their work inside the event, so it runs on a
 * thread of its own, and changes that come in the meantime make one event together.
 */
public final class CatalogueHeartbeat implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(CatalogueHeartbeat.class);

	private final ServiceCatalogue catalogue;

	private final ApplicationEventPublisher publisher;

	private final AtomicBoolean pending = new AtomicBoolean();

	private final AtomicBoolean running = new AtomicBoolean();

	// No thread while nothing happens.
	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), CatalogueHeartbeat::thread);

	private @Nullable Subscription subscription;

	private long published;

	/**
	 * Creates the heartbeat.
	 * @param catalogue the catalogue to follow
	 * @param publisher where the events go
	 */
	public CatalogueHeartbeat(ServiceCatalogue catalogue, ApplicationEventPublisher publisher) {
		this.catalogue = catalogue;
		this.publisher = publisher;
	}

	@Override
	public void start() {
		if (this.running.compareAndSet(false, true)) {
			this.subscription = this.catalogue.watch(this::wake);
			wake();
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

	private void wake() {
		if (this.pending.compareAndSet(false, true)) {
			this.executor.execute(this::publish);
		}
	}

	private void publish() {
		this.pending.set(false);
		long revision = this.catalogue.revision();
		if (revision == this.published || !this.running.get()) {
			return;
		}
		this.published = revision;
		try {
			this.publisher.publishEvent(new HeartbeatEvent(this, revision));
		}
		catch (RuntimeException ex) {
			logger.warn("A listener failed on the change of the service catalogue", ex);
		}
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "starling-heartbeat");
		thread.setDaemon(true);
		return thread;
	}

}

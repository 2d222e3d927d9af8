package io.starling.mesh;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.starling.mesh.model.MeshSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of changes, on one daemon thread that lives only while there is
 * something to tell. What waits is bounded by the number of listeners: each is told of
 * the newest snapshot, however many came while it was busy.
 */
final class Listeners {

	private static final Logger log = LoggerFactory.getLogger(Listeners.class);

	private final Supplier<MeshSnapshot> newest;

	private final List<Watching> watching = new CopyOnWriteArrayList<>();

	private final ThreadPoolExecutor thread;

	Listeners(Supplier<MeshSnapshot> newest) {
		this.newest = newest;
		this.thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				new DefaultThreadFactory("starling-listener", true), new ThreadPoolExecutor.DiscardPolicy());
		this.thread.allowCoreThreadTimeOut(true);
	}

	Subscription add(MeshListener listener) {
		Watching added = new Watching(listener, this.newest.get());
		this.watching.add(added);
		// Something may have changed between the first look and now.
		added.wake();
		return () -> this.watching.remove(added);
	}

	void changed() {
		this.watching.forEach(Watching::wake);
	}

	/** Lets the call that runs come to its end; no other follows. */
	void close() {
		this.watching.clear();
		this.thread.shutdown();
	}

	/** One listener and what it has seen. */
	private final class Watching implements Runnable {

		private final MeshListener listener;

		private final AtomicBoolean waiting = new AtomicBoolean();

		private MeshSnapshot seen;

		Watching(MeshListener listener, MeshSnapshot seen) {
			this.listener = listener;
			this.seen = seen;
		}

		void wake() {
			if (this.waiting.compareAndSet(false, true)) {
				Listeners.this.thread.execute(this);
			}
		}

		@Override
		public void run() {
			this.waiting.set(false);
			MeshSnapshot before = this.seen;
			MeshSnapshot after = Listeners.this.newest.get();
			if (before == after || !Listeners.this.watching.contains(this)) {
				return;
			}
			this.seen = after;
			try {
				this.listener.changed(before, after);
			}
			catch (RuntimeException ex) {
				log.warn("A listener failed to take in a change of the mesh; it will be told of the next one", ex);
			}
		}

	}

}

package io.starling.mesh;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.starling.mesh.log.RareLine;
import io.starling.mesh.model.MeshSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of changes, each on a thread that it has while it is told. What waits
 * is bounded by the number of listeners: each is told of the newest snapshot, however
 * many came while it was busy. One that fails is told of the next change. Safe on any
 * thread.
 */
final class Listeners {

	private static final Logger log = LoggerFactory.getLogger(Listeners.class);

	private final Supplier<MeshSnapshot> newest;

	private final Executor threads;

	private final List<Watching> watching = new CopyOnWriteArrayList<>();

	/**
	 * Creates it without a listener.
	 * @param newest the newest snapshot
	 * @param threads runs each task on a thread where no other holds it up
	 */
	Listeners(Supplier<MeshSnapshot> newest, Executor threads) {
		this.newest = newest;
		this.threads = threads;
	}

	Subscription add(MeshListener listener) {
		Watching added = new Watching(listener, this.newest.get());
		this.watching.add(added);
		try {
			// Something may have changed between the first look and now.
			added.wake();
		}
		catch (RuntimeException | Error ex) {
			this.watching.remove(added);
			throw ex;
		}
		return () -> this.watching.remove(added);
	}

	/**
	 * There is a new snapshot.
	 * @throws IllegalStateException if not all could be told, for want of memory; they
	 * are with the next call
	 */
	void changed() {
		Throwable failure = null;
		for (Watching each : this.watching) {
			try {
				each.wake();
			}
			catch (RuntimeException | Error ex) {
				failure = ex;
			}
		}
		if (failure != null) {
			throw new IllegalStateException("Not all listeners can be told of a change", failure);
		}
	}

	/** Lets the calls that run come to their end; no other follows. */
	void close() {
		this.watching.clear();
	}

	/** One listener and what it has seen. */
	private final class Watching implements Runnable {

		private final MeshListener listener;

		/** Of its own, so that no other listener's hides it. */
		private final RareLine failed = new RareLine();

		/** Whether it is being told, or about to be. */
		private boolean busy;

		/** Whether something has changed since it was last looked at. */
		private boolean behind;

		private MeshSnapshot seen;

		Watching(MeshListener listener, MeshSnapshot seen) {
			this.listener = listener;
			this.seen = seen;
		}

		void wake() {
			synchronized (this) {
				this.behind = true;
				if (this.busy) {
					return;
				}
				this.busy = true;
			}
			try {
				Listeners.this.threads.execute(this);
			}
			catch (RuntimeException | Error ex) {
				rest();
				throw ex;
			}
		}

		@Override
		public void run() {
			boolean done = false;
			try {
				while (isBehind()) {
					tell();
				}
				done = true;
			}
			finally {
				if (!done) {
					rest();
				}
			}
		}

		private synchronized void rest() {
			this.busy = false;
		}

		private synchronized boolean isBehind() {
			this.busy = this.behind;
			this.behind = false;
			return this.busy;
		}

		private void tell() {
			MeshSnapshot before = this.seen;
			MeshSnapshot after = Listeners.this.newest.get();
			if (before == after || !Listeners.this.watching.contains(this)) {
				return;
			}
			this.seen = after;
			try {
				this.listener.changed(before, after);
			}
			catch (Throwable ex) {
				report(ex);
			}
		}

		/** Telling so may fail as well, of the same want of memory. */
		private void report(Throwable cause) {
			try {
				String name = this.listener.getClass().getName();
				this.failed.write((since) -> log.warn(
						"The listener {} failed to take in a change of the mesh; it will be "
								+ "told of the next one; {} other failures since the last such line",
						name, since, cause));
			}
			catch (Throwable ex) {
				// It is told of the next one all the same.
			}
		}

	}

}

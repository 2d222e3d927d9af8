package io.starling.mesh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MeshSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the addresses of the members known last in a file, for the next start of a member
 * here. Kept are the next 64 by id: in a large mesh each member keeps others, and
 * rewrites its file only when one of these comes or goes. An empty list is never written:
 * whoever is alone keeps what it knew when it was not.
 * <p>
 * Safe on any thread; files are touched on one of their own, and what goes wrong there is
 * told to the operator and hurts nobody.
 */
final class KnownPeers {

	/** What changes within this time is written at once. */
	private static final Duration PAUSE = Duration.ofSeconds(5);

	/** A disk that hangs does not keep a member from leaving. */
	private static final Duration LAST_WRITE = Duration.ofSeconds(1);

	/** Null where nothing is to be kept. */
	private final @Nullable PeerFile file;

	private final Executor thread;

	private final Executor later;

	private final Supplier<MeshSnapshot> newest;

	private final OperatorLog log;

	private final AtomicBoolean waiting = new AtomicBoolean();

	/** What the file says, as far as known here; belongs to the thread. */
	private List<Endpoint> written = List.of();

	/** Whether the last write failed, which is told once; belongs to the thread. */
	private boolean failing;

	KnownPeers(@Nullable PeerFile file, Executor thread, Duration pause, Supplier<MeshSnapshot> newest,
			OperatorLog log) {
		this.file = file;
		this.thread = thread;
		this.later = CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, this::executeOrNot);
		this.newest = newest;
		this.log = log;
	}

	/**
	 * Keeps them as the settings say.
	 * @param port the port listened on
	 * @param thread where files are read and written, in order
	 */
	static KnownPeers of(MeshSettings settings, int port, Executor thread, Supplier<MeshSnapshot> newest,
			OperatorLog log) {
		Path directory = settings.knownPeersDirectory();
		PeerFile file = (directory != null)
				? PeerFile.in(directory, settings.name(), (settings.firstPort() != 0) ? port : 0) : null;
		return new KnownPeers(file, thread, PAUSE, newest, log);
	}

	/** Reads what was known last; never fails, and may take as long as the disk does. */
	CompletableFuture<List<Endpoint>> read() {
		PeerFile file = this.file;
		return (file != null) ? CompletableFuture.supplyAsync(() -> read(file), this.thread)
				: CompletableFuture.completedFuture(List.of());
	}

	private List<Endpoint> read(PeerFile file) {
		try {
			PeerFile.Content content = file.read();
			if (!content.flaw().isEmpty()) {
				this.log.peersFlawed(file.path(), content.flaw());
			}
			else {
				this.written = content.peers();
			}
			if (!content.peers().isEmpty()) {
				this.log.peersRead(file.path(), content.peers().size());
			}
			return content.peers();
		}
		catch (IOException ex) {
			this.log.peersUnreadable(file.path(), ex);
			return List.of();
		}
	}

	/** Without a thread, the next change tries again. */
	private void executeOrNot(Runnable write) {
		try {
			this.thread.execute(write);
		}
		catch (RuntimeException | Error ex) {
			this.waiting.set(false);
		}
	}

	/** There is a new snapshot. */
	void changed() {
		PeerFile file = this.file;
		if (file != null && this.waiting.compareAndSet(false, true)) {
			try {
				this.later.execute(() -> write(file));
			}
			catch (RuntimeException | Error ex) {
				// Whoever says that there is a change says so again.
				this.waiting.set(false);
				throw ex;
			}
		}
	}

	/** Writes what is known at last; never fails, and is done within a second. */
	CompletableFuture<Void> close() {
		PeerFile file = this.file;
		if (file == null) {
			return CompletableFuture.completedFuture(null);
		}
		return CompletableFuture.runAsync(() -> write(file), this.thread)
			.completeOnTimeout(null, LAST_WRITE.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void write(PeerFile file) {
		this.waiting.set(false);
		List<Endpoint> peers = this.newest.get()
			.successors(PeerFile.MOST)
			.stream()
			.map(Member::endpoint)
			.sorted()
			.distinct()
			.toList();
		if (peers.isEmpty() || peers.equals(this.written)) {
			return;
		}
		try {
			file.write(peers);
			this.written = peers;
			this.failing = false;
		}
		catch (IOException ex) {
			if (!this.failing) {
				this.log.peersUnwritable(file.path(), ex);
			}
			this.failing = true;
		}
	}

}

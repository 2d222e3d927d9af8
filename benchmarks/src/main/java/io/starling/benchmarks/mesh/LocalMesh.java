package io.starling.benchmarks.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.starling.benchmarks.measure.Await;
import io.starling.benchmarks.measure.ServiceRow;
import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.MeshThreads;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Row;

/**
 * Many members in one JVM, each with its own port and sockets on loopback, sharing two
 * threads. Everybody's seeds are the first three, or those given.
 */
final class LocalMesh implements AutoCloseable {

	static final Duration LIMIT = Duration.ofMinutes(3);

	static final int SEEDS = 3;

	private final MeshThreads threads;

	/** A start waits for its port. */
	private final ExecutorService starters = Executors.newFixedThreadPool(16, (task) -> {
		Thread thread = new Thread(task, "starter");
		thread.setDaemon(true);
		return thread;
	});

	private final List<Mesh> members = new ArrayList<>();

	private final List<Endpoint> seeds = new ArrayList<>();

	LocalMesh() {
		this(List.of(), 2);
	}

	/**
	 * Creates a part of a mesh that others have begun.
	 * @param seeds where they are; none for a mesh of its own
	 * @param threads how many threads its members share
	 */
	LocalMesh(List<Endpoint> seeds, int threads) {
		this.threads = MeshThreads.create(threads);
		this.seeds.addAll(seeds);
	}

	List<Endpoint> seeds() {
		return List.copyOf(this.seeds);
	}

	List<Mesh> members() {
		return this.members;
	}

	/** Starts one more member, and does not wait until others know it. */
	Mesh start() {
		Mesh member = launch();
		this.members.add(member);
		if (this.seeds.size() < SEEDS) {
			this.seeds.add(member.self().endpoint());
		}
		return member;
	}

	private Mesh launch() {
		return Mesh.start(
				MeshSettings.defaults().withName("benchmark").withPorts(0, 0).withSeeds(List.copyOf(this.seeds)),
				this.threads);
	}

	/**
	 * Starts the seeds, then all others at about the same time, as a deployment does, and
	 * waits until all know all.
	 */
	void form(int count) {
		launch(count);
		awaitFormed();
	}

	/** Starts the seeds if there are none yet, then all others at about the same time. */
	void launch(int count) {
		while (this.members.size() < count && this.seeds.size() < SEEDS) {
			start();
		}
		List<CompletableFuture<Mesh>> starting = IntStream.range(this.members.size(), count)
			.mapToObj((i) -> CompletableFuture.supplyAsync(this::launch, this.starters))
			.toList();
		starting.forEach((member) -> this.members.add(member.join()));
	}

	/** Waits until each lists all, and all digests are equal. */
	void awaitFormed() {
		awaitListed(this.members.size());
	}

	/** Waits until each lists so many, and all digests are equal. */
	void awaitListed(int count) {
		await("all members listed", (member) -> member.snapshot().present().size() == count);
		awaitEqual();
	}

	void awaitEqual() {
		await("equal digests", (member) -> member.snapshot().digest().equals(digest()));
	}

	private Digest digest() {
		return this.members.get(0).snapshot().digest();
	}

	/**
	 * Waits until a condition holds for each member, and fails loudly if it never does.
	 */
	void await(String what, Predicate<Mesh> condition) {
		Await.every(what, this.members, condition, LIMIT);
	}

	/** Lets a member write service rows, and waits until all hold them. */
	void fill(Mesh owner, int rows) {
		List<CompletableFuture<Row>> written = new ArrayList<>();
		for (int i = 0; i < rows; i++) {
			written.add(owner.put(ServiceRow.TABLE, Integer.toString(i), ServiceRow.of(i)));
		}
		written.forEach((row) -> {
			Row last = row.join();
			await("a row", (member) -> member.snapshot().row(last.id()).isPresent());
		});
	}

	/** Changes something, and returns after how many milliseconds all saw it. */
	double changeToAll(Mesh owner, int number) {
		long from = System.nanoTime();
		Row row = owner.put("benchmark", "change-" + number, Columns.EMPTY.with("number", number)).join();
		await("a change", (member) -> member.snapshot().row(row.id()).isPresent());
		return (System.nanoTime() - from) / 1e6;
	}

	/**
	 * Ends all members as if they were killed: their threads end and all their sockets
	 * close without a goodbye, as the kernel does for a process.
	 */
	@Override
	public void close() {
		this.starters.shutdown();
		this.threads.close();
	}

}

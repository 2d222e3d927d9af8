package io.starling.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.MeshThreads;
import io.starling.mesh.model.Endpoint;

/**
 * Many members in one JVM, each with its own port and sockets on loopback, all sharing
 * two threads.
 */
final class LocalMesh implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private static final long POLL_NANOS = 50_000;

	private final MeshThreads threads = MeshThreads.create(2);

	private final List<Mesh> members = new ArrayList<>();

	List<Mesh> members() {
		return this.members;
	}

	/**
	 * Starts members one after the other, all with the first three as seeds, and waits
	 * until each lists all.
	 * @return the time from the first start until then
	 */
	Duration form(int count) {
		long from = System.nanoTime();
		List<Endpoint> seeds = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			MeshSettings settings = MeshSettings.defaults()
				.withName("benchmark")
				.withPorts(0, 0)
				.withSeeds(List.copyOf(seeds));
			Mesh member = Mesh.start(settings, this.threads);
			this.members.add(member);
			if (seeds.size() < 3) {
				seeds.add(member.self().endpoint());
			}
		}
		await((member) -> member.snapshot().present().size() == count);
		await((member) -> member.snapshot().digest().equals(this.members.get(0).snapshot().digest()));
		return Duration.ofNanos(System.nanoTime() - from);
	}

	/**
	 * Waits until a condition holds for each member, and fails loudly if it never does.
	 */
	void await(Predicate<Mesh> condition) {
		long end = System.nanoTime() + LIMIT.toNanos();
		for (Mesh member : this.members) {
			while (!condition.test(member)) {
				if (System.nanoTime() > end) {
					throw new IllegalStateException("Not reached within " + LIMIT + " by "
							+ this.members.stream().filter(condition.negate()).count() + " members");
				}
				LockSupport.parkNanos(POLL_NANOS);
			}
		}
	}

	@Override
	public void close() {
		this.members.forEach(Mesh::close);
		this.threads.close();
	}

}

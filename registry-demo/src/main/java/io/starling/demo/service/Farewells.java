package io.starling.demo.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshListener;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;

/**
 * Tells whoever asks at what time this process lost a member. The console asks every
 * instance before it kills one, so that the page can show how long the news took to be
 * everywhere.
 */
class Farewells implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 15;

	private static final int MOST = 64;

	private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();

	private final AtomicLong number = new AtomicLong();

	private final Mesh mesh;

	private final Subscription subscription;

	Farewells(Mesh mesh) {
		this.mesh = mesh;
		MeshListener listener = (before, after) -> tell(after);
		this.subscription = mesh.watch(listener);
	}

	/**
	 * Returns what completes when the member is gone.
	 * @param member the member to wait for
	 * @return completes when it is gone, with the time of that in microseconds of the
	 * epoch; after a while with 0, if it stays
	 */
	CompletableFuture<Long> of(MemberId member) {
		if (this.waiting.size() >= MOST) {
			return CompletableFuture.completedFuture(0L);
		}
		CompletableFuture<Long> gone = new CompletableFuture<>();
		Long key = this.number.incrementAndGet();
		this.waiting.put(key, new Waiting(member, gone));
		tell(this.mesh.snapshot());
		return gone.completeOnTimeout(0L, PATIENCE_SECONDS, TimeUnit.SECONDS)
			.whenComplete((result, failure) -> this.waiting.remove(key));
	}

	private void tell(MeshSnapshot snapshot) {
		for (Waiting each : this.waiting.values()) {
			MemberState state = snapshot.members().get(each.member());
			if (state == null || !state.isPresent()) {
				Instant since = (state != null) ? state.since() : Instant.now();
				each.gone().complete(ChronoUnit.MICROS.between(Instant.EPOCH, since));
			}
		}
	}

	@Override
	public void close() {
		this.subscription.close();
	}

	private record Waiting(MemberId member, CompletableFuture<Long> gone) {

	}

}

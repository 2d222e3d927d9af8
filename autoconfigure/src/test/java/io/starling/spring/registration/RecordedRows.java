package io.starling.spring.registration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Confirmation;
import io.starling.spring.discovery.ServiceRow;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the mesh, and remembers what was written in which order.
 */
final class RecordedRows implements ServiceRows {

	private final List<String> log = new CopyOnWriteArrayList<>();

	private final Map<String, ServiceRow> rows = new ConcurrentHashMap<>();

	private final Map<String, Confirmation> confirmations = new ConcurrentHashMap<>();

	private CompletableFuture<Confirmation> confirmation = CompletableFuture.completedFuture(new Confirmation(0, 0));

	private @Nullable String refusal;

	void refuse(String reason) {
		this.refusal = reason;
	}

	List<String> log() {
		return this.log;
	}

	ServiceRow row(String key) {
		return this.rows.get(key);
	}

	@Override
	public CompletableFuture<?> put(String key, Columns state) {
		if (this.refusal != null) {
			throw new IllegalArgumentException(this.refusal);
		}
		ServiceRow row = ServiceRow.of(state);
		this.rows.put(key, row);
		this.log.add("put " + key + " " + row.status());
		return CompletableFuture.completedFuture(null);
	}

	/** What the others will say; none of them exist until it is set. */
	void confirm(CompletableFuture<Confirmation> confirmation) {
		this.confirmation = confirmation;
	}

	/** What the others will say of one row. */
	void confirm(String key, Confirmation confirmation) {
		this.confirmations.put(key, confirmation);
	}

	@Override
	public CompletableFuture<Confirmation> confirm(String key, Duration within) {
		this.log.add("confirm " + key);
		Confirmation known = this.confirmations.get(key);
		return (known != null) ? CompletableFuture.completedFuture(known) : this.confirmation;
	}

	@Override
	public CompletableFuture<?> withdraw(String key) {
		this.rows.remove(key);
		this.log.add("withdraw " + key);
		return CompletableFuture.completedFuture(true);
	}

}

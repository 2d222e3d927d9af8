package io.starling.spring.registration;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.starling.mesh.Mesh;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Confirmation;
import io.starling.spring.discovery.ServiceRow;

/**
 * Where the registry writes: this member's rows in the service table.
 */
interface ServiceRows {

	CompletableFuture<?> put(String key, Columns state);

	CompletableFuture<?> withdraw(String key);

	/** Asks all others whether they hold the row as it is now. */
	CompletableFuture<Confirmation> confirm(String key, Duration within);

	static ServiceRows of(Mesh mesh) {
		return new ServiceRows() {

			@Override
			public CompletableFuture<?> put(String key, Columns state) {
				return mesh.put(ServiceRow.TABLE, key, state);
			}

			@Override
			public CompletableFuture<?> withdraw(String key) {
				return mesh.withdraw(ServiceRow.TABLE, key);
			}

			@Override
			public CompletableFuture<Confirmation> confirm(String key, Duration within) {
				return mesh.confirm(ServiceRow.TABLE, key, within);
			}

		};
	}

}

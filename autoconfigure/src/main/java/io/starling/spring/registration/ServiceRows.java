package io.starling.spring.registration;

import java.util.concurrent.CompletableFuture;

import io.starling.mesh.Mesh;
import io.starling.mesh.model.Columns;
import io.starling.spring.discovery.ServiceRow;

/**
 * Where the registry writes: this member's rows in the service table.
 */
interface ServiceRows {

	CompletableFuture<?> put(String key, Columns state);

	CompletableFuture<?> withdraw(String key);

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

		};
	}

}

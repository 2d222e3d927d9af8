package io.starling.mesh;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.starling.mesh.model.Confirmation;

/**
 * Who waits for an answer of the mesh, by the number of the inquiry. Belongs to one
 * thread.
 */
final class Inquiries {

	private final Map<Long, CompletableFuture<Confirmation>> waiting = new HashMap<>();

	CompletableFuture<Confirmation> add(long inquiry) {
		return this.waiting.computeIfAbsent(inquiry, (number) -> new CompletableFuture<>());
	}

	void answer(long inquiry, Confirmation confirmation) {
		CompletableFuture<Confirmation> asked = this.waiting.remove(inquiry);
		if (asked != null) {
			asked.complete(confirmation);
		}
	}

}

package io.starling.mesh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.starling.mesh.model.Confirmation;

/**
 * Who has asked the mesh's thread for something and waits for the answer. Belongs to that
 * thread.
 */
final class Answers {

	/** Told, each once, when the present burst of inputs has been settled. */
	private final List<Runnable> atTheEnd = new ArrayList<>();

	private final Map<Long, CompletableFuture<Confirmation>> inquiries = new HashMap<>();

	/** Answers once readers see what the input did. */
	<T> CompletableFuture<T> whenSettled(T value) {
		CompletableFuture<T> visible = new CompletableFuture<>();
		this.atTheEnd.add(() -> visible.complete(value));
		return visible;
	}

	void settled() {
		List<Runnable> done = List.copyOf(this.atTheEnd);
		this.atTheEnd.clear();
		done.forEach(Runnable::run);
	}

	/** Answers when the mesh does. */
	CompletableFuture<Confirmation> whenConfirmed(long inquiry) {
		return this.inquiries.computeIfAbsent(inquiry, (number) -> new CompletableFuture<>());
	}

	void confirmed(long inquiry, Confirmation confirmation) {
		CompletableFuture<Confirmation> asked = this.inquiries.remove(inquiry);
		if (asked != null) {
			asked.complete(confirmation);
		}
	}

}

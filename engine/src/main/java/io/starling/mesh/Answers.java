package io.starling.mesh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.starling.mesh.model.Confirmation;

/**
 * Who has asked the mesh's thread for something and waits for the answer. Belongs to that
 * thread; the answers are given on others.
 */
final class Answers {

	private final Completions completions;

	/** Told, each once, when the present burst of inputs has been settled. */
	private final List<Answer<?>> atTheEnd = new ArrayList<>();

	private final Map<Long, CompletableFuture<Confirmation>> inquiries = new HashMap<>();

	Answers(Completions completions) {
		this.completions = completions;
	}

	/** Answers once readers see what the input did. */
	<T> void whenSettled(CompletableFuture<T> asked, T value) {
		this.atTheEnd.add(new Answer<>(asked, value));
	}

	/** Readers see what the inputs did. */
	void settled() {
		this.atTheEnd.forEach((answer) -> this.completions.add(answer::give));
		this.atTheEnd.clear();
	}

	/** Readers may never see it. */
	void unsettled(Throwable cause) {
		this.atTheEnd.forEach((answer) -> failed(answer.asked(),
				new IllegalStateException("This member could not show what it did; see its log", cause)));
		this.atTheEnd.clear();
	}

	/** Answers when the mesh does. */
	void whenConfirmed(CompletableFuture<Confirmation> asked, long inquiry) {
		this.inquiries.put(inquiry, asked);
	}

	void confirmed(long inquiry, Confirmation confirmation) {
		CompletableFuture<Confirmation> asked = this.inquiries.get(inquiry);
		if (asked != null) {
			try {
				this.completions.add(() -> asked.complete(confirmation));
			}
			catch (RuntimeException | Error ex) { // no memory
				whenSettled(asked, confirmation);
			}
			this.inquiries.remove(inquiry);
		}
	}

	/** Answers that there is no answer; on any thread. */
	void failed(CompletableFuture<?> asked, Throwable cause) {
		this.completions.add(() -> asked.completeExceptionally(cause));
	}

	/** Nobody is left waiting. */
	void close() {
		settled();
		this.inquiries.values().forEach((asked) -> failed(asked, Calls.left()));
		this.inquiries.clear();
	}

	/** What somebody is to be told. */
	private record Answer<T>(CompletableFuture<T> asked, T value) {

		void give() {
			this.asked.complete(this.value);
		}

	}

}

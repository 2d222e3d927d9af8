package io.starling.demo.storefront;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

import io.starling.demo.calls.Call;
import io.starling.demo.calls.CallsRow;
import io.starling.demo.calls.Outcome;
import io.starling.mesh.Mesh;
import io.starling.mesh.model.Row;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts the calls, and tells the mesh of them. The row is a table of the demo's own,
 * next to the one that Starling keeps of services: whatever an application wants all
 * others to know can travel this way. Once a second is often enough for a page, and costs
 * the mesh one rumor.
 */
@Component
class CallLedger {

	private final Mesh mesh;

	private final String name;

	private final Deque<Call> recent = new ArrayDeque<>();

	private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

	private long number;

	private long published;

	CallLedger(Mesh mesh, @Value("${demo.name}") String name) {
		this.mesh = mesh;
		this.name = name;
	}

	/**
	 * Notes a call.
	 * @param call makes the call's record from its number
	 */
	synchronized void add(LongFunction<Call> call) {
		Call made = call.apply(++this.number);
		this.counts.merge(made.outcome(), 1L, Long::sum);
		this.recent.addLast(made);
		if (this.recent.size() > CallsRow.RECENT) {
			this.recent.removeFirst();
		}
	}

	/** Writes the row if there is news. */
	@Scheduled(fixedRate = 1000)
	void publish() {
		news().ifPresent((row) -> {
			// A row that did not get through is followed by the next one in a second.
			CompletableFuture<Row> unused = this.mesh.put(CallsRow.TABLE, "", row.toColumns());
		});
	}

	private synchronized Optional<CallsRow> news() {
		if (this.published == this.number) {
			return Optional.empty();
		}
		this.published = this.number;
		return Optional.of(new CallsRow(this.name, count(Outcome.OK), count(Outcome.RETRIED), count(Outcome.FAILED),
				List.copyOf(this.recent)));
	}

	private long count(Outcome outcome) {
		return this.counts.getOrDefault(outcome, 0L);
	}

}

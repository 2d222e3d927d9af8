package io.starling.demo.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.starling.demo.calls.Call;
import io.starling.demo.calls.CallsRow;
import io.starling.demo.calls.Outcome;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;

/**
 * Adds up what the storefront's instances say of their calls. Their rows go when they go;
 * what they did stays in the book. Thread-safe.
 */
class CallBook {

	private static final int HISTORY = 900;

	private static final int TROUBLES = 30;

	private static final CallsRow NOTHING = new CallsRow("", 0, 0, 0, List.of());

	private final Map<MemberId, CallsRow> last = new HashMap<>();

	private final Deque<CallInfo> history = new ArrayDeque<>();

	private final Deque<CallInfo> troubles = new ArrayDeque<>();

	private long ok;

	private long retried;

	private long failed;

	/**
	 * Reads the rows.
	 * @param snapshot the newest snapshot
	 * @return what is new; empty if nothing is
	 */
	synchronized Optional<CallNews> read(MeshSnapshot snapshot) {
		List<CallInfo> fresh = new ArrayList<>();
		snapshot.table(CallsRow.TABLE).forEach((id, row) -> fresh.addAll(fresh(id.owner(), row)));
		this.last.keySet().retainAll(snapshot.members().keySet());
		if (fresh.isEmpty()) {
			return Optional.empty();
		}
		fresh.sort(Comparator.comparingLong(CallInfo::at));
		fresh.forEach(this::remember);
		return Optional.of(news(fresh));
	}

	/**
	 * Returns what a page that opens now should know.
	 * @return the totals and the calls of the last minute or so
	 */
	synchronized CallNews recent() {
		return news(List.copyOf(this.history));
	}

	/**
	 * Returns the last calls that did not go well.
	 * @return the calls, oldest first
	 */
	synchronized List<CallInfo> troubles() {
		return List.copyOf(this.troubles);
	}

	private List<CallInfo> fresh(MemberId owner, Row row) {
		CallsRow now = decode(row);
		CallsRow before = this.last.put(owner, now);
		before = (before != null) ? before : NOTHING;
		this.ok += Math.max(0, now.ok() - before.ok());
		this.retried += Math.max(0, now.retried() - before.retried());
		this.failed += Math.max(0, now.failed() - before.failed());
		long seen = before.recent().stream().mapToLong(Call::number).max().orElse(0);
		return now.recent()
			.stream()
			.filter((call) -> call.number() > seen)
			.map((call) -> CallInfo.of(now.by(), call))
			.toList();
	}

	private static CallsRow decode(Row row) {
		try {
			return CallsRow.of(Columns.decode(row.state()));
		}
		catch (MalformedException ex) {
			return NOTHING;
		}
	}

	private void remember(CallInfo call) {
		bounded(this.history, call, HISTORY);
		if (call.outcome() != Outcome.OK) {
			bounded(this.troubles, call, TROUBLES);
		}
	}

	private static void bounded(Deque<CallInfo> calls, CallInfo call, int length) {
		calls.addLast(call);
		if (calls.size() > length) {
			calls.removeFirst();
		}
	}

	private CallNews news(List<CallInfo> calls) {
		return new CallNews(this.ok, this.retried, this.failed, calls);
	}

}

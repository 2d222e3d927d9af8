package io.starling.benchmarks.hosts;

import java.io.PrintStream;
import java.util.SortedMap;
import java.util.TreeMap;

import io.starling.benchmarks.hosts.Event.Believed;
import io.starling.benchmarks.hosts.Event.CutOff;
import io.starling.benchmarks.hosts.Event.Listed;
import io.starling.benchmarks.hosts.Event.RowSeen;
import io.starling.mesh.MeshListener;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.jspecify.annotations.Nullable;

/**
 * Prints what changed from snapshot to snapshot. The time is that at which the listener
 * was called, as an application would see it.
 */
final class EventPrinter implements MeshListener {

	private final PrintStream out;

	/** The snapshot that was printed last; null before the first. */
	private @Nullable MeshSnapshot printed;

	EventPrinter(PrintStream out) {
		this.out = out;
	}

	@Override
	public void changed(MeshSnapshot before, MeshSnapshot after) {
		long micros = Event.now();
		StringBuilder lines = new StringBuilder();
		MeshSnapshot last = this.printed;
		this.printed = after;
		if (last == null || !last.hasSameMembersAs(after)) {
			members(last, after, micros, lines);
		}
		if (last == null || !last.hasSameTableAs(HostNode.TABLE, after)) {
			rows(last, after, micros, lines);
		}
		if (last == null || !last.digest().equals(after.digest())) {
			line(micros, new Listed(after.table(HostNode.TABLE).size(), after.digest()), lines);
		}
		if (last != null && last.cutOff() != after.cutOff()) {
			line(micros, new CutOff(after.cutOff()), lines);
		}
		write(lines);
	}

	private static void members(@Nullable MeshSnapshot last, MeshSnapshot after, long micros, StringBuilder lines) {
		after.members().forEach((id, state) -> {
			Believed now = new Believed(id, state.liveness(), state.member().version());
			boolean known = last != null && last.member(id)
				.filter((it) -> it.liveness() == now.liveness() && it.member().version() == now.version())
				.isPresent();
			if (!known) {
				line(micros, now, lines);
			}
		});
	}

	private static void rows(@Nullable MeshSnapshot last, MeshSnapshot after, long micros, StringBuilder lines) {
		SortedMap<RowId, Row> before = (last != null) ? last.table(HostNode.TABLE) : new TreeMap<>();
		after.table(HostNode.TABLE).forEach((id, row) -> {
			Row known = before.get(id);
			if (known == null || known.version() != row.version()) {
				line(micros, new RowSeen(id.owner(), row.version()), lines);
			}
		});
	}

	/** Prints one event that is not about a change of the snapshot. */
	void print(long micros, Event event) {
		write(line(micros, event, new StringBuilder()));
	}

	private static StringBuilder line(long micros, Event event, StringBuilder lines) {
		return lines.append(EventLine.write(micros, event)).append('\n');
	}

	private void write(StringBuilder lines) {
		// One call, so that lines of several threads do not mix.
		this.out.print(lines);
		this.out.flush();
	}

}

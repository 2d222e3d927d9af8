package io.starling.spring.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

import io.starling.mesh.MeshListener;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.spring.discovery.ServiceRow;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long changes of service rows took from their owner to here: what this
 * member's wall clock says less what the owner's said. What was written before this
 * member began, or came together with a member that was not known, or not listed, says
 * nothing of how news spreads, and does not count.
 */
final class Arrivals implements MeshListener {

	private final InstantSource clock;

	private final Instant begun;

	private final Consumer<Duration> delays;

	Arrivals(InstantSource clock, Consumer<Duration> delays) {
		this.clock = clock;
		this.begun = clock.instant();
		this.delays = delays;
	}

	@Override
	public void changed(MeshSnapshot before, MeshSnapshot after) {
		if (after.hasSameTableAs(ServiceRow.TABLE, before)) {
			return;
		}
		Instant now = this.clock.instant();
		SortedMap<RowId, Row> known = before.table(ServiceRow.TABLE);
		after.table(ServiceRow.TABLE).forEach((id, row) -> {
			if (isNewer(row, known.get(id)) && isOfMemberKnownTo(before, id)) {
				changed(row).filter((changed) -> !changed.isBefore(this.begun))
					.ifPresent((changed) -> record(changed, now));
			}
		});
	}

	private static boolean isNewer(Row row, @Nullable Row known) {
		return known == null || row.version() > known.version();
	}

	private static boolean isOfMemberKnownTo(MeshSnapshot before, RowId id) {
		return !id.owner().equals(before.self())
				&& before.member(id.owner()).filter(MemberState::isPresent).isPresent();
	}

	private static Optional<Instant> changed(Row row) {
		try {
			return ServiceRow.changed(Columns.decode(row.state()));
		}
		catch (MalformedException ex) {
			// The catalogue counts it.
			return Optional.empty();
		}
	}

	// The owner's clock may be ahead.
	private void record(Instant changed, Instant now) {
		this.delays.accept(changed.isAfter(now) ? Duration.ZERO : Duration.between(changed, now));
	}

}

package io.starling.spring.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.spring.TestSnapshot;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Number 1 is the member that looks.
 */
class ArrivalsTest {

	private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant NOW = BEGUN.plusSeconds(60);

	private static final ServiceRow ROW = new ServiceRow("orders", "orders-2", "127.0.0.1", 8080, false,
			ServiceStatus.UP, "", Map.of(), 0);

	private final List<Duration> delays = new ArrayList<>();

	private final TestSnapshot mesh = new TestSnapshot().with(1, Liveness.ALIVE).with(2, Liveness.ALIVE);

	private Instant time = BEGUN;

	private final Arrivals arrivals = new Arrivals((InstantSource) () -> this.time, this.delays::add);

	@Test
	void measureEachNewerVersionOnce() {
		arrive(2, NOW.minusMillis(30));
		arrive(2, NOW.minusMillis(20));
		MeshSnapshot same = this.mesh.get();
		this.arrivals.changed(same, this.mesh.row("prices", 2, Bytes.EMPTY).get());
		assertThat(this.delays).containsExactly(Duration.ofMillis(30), Duration.ofMillis(20));
	}

	@Test
	void takeAnOwnersClockThatIsAheadForNoDelay() {
		arrive(2, NOW.plusSeconds(5));
		assertThat(this.delays).containsExactly(Duration.ZERO);
	}

	@Test
	void leaveOutWhatWasWrittenBeforeTheyBegan() {
		arrive(2, BEGUN.minusMillis(1));
		assertThat(this.delays).isEmpty();
	}

	@Test
	void leaveOutWhatComesWithAMemberThatWasNotKnown() {
		arrive(3, NOW.minusMillis(30));
		assertThat(this.delays).isEmpty();
		arrive(3, NOW.minusMillis(20));
		assertThat(this.delays).containsExactly(Duration.ofMillis(20));
	}

	@Test
	void leaveOutWhatComesWithAMemberThatIsBackFromTheDead() {
		this.mesh.with(2, Liveness.DEAD);
		MeshSnapshot before = this.mesh.get();
		this.time = NOW;
		this.arrivals.changed(before,
				this.mesh.with(2, Liveness.ALIVE).row(2, ROW.toColumns(NOW.minusMillis(30)).encode()).get());
		assertThat(this.delays).isEmpty();
	}

	@Test
	void leaveOutOwnRowsAndRowsWithoutATimeOrSense() {
		arrive(1, NOW.minusMillis(30));
		MeshSnapshot before = this.mesh.get();
		this.arrivals.changed(before, this.mesh.row(2, ROW.toColumns().encode()).get());
		before = this.mesh.get();
		this.arrivals.changed(before, this.mesh.row(2, Bytes.copyOf(new byte[] { 9 })).get());
		assertThat(this.delays).isEmpty();
	}

	private void arrive(int owner, Instant changed) {
		this.time = NOW;
		MeshSnapshot before = this.mesh.get();
		this.arrivals.changed(before, this.mesh.row(owner, ROW.toColumns(changed).encode()).get());
	}

}

package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rule O4: what nobody needs ends, whoever opened it.
 */
class LingeringTest {

	private final Bench bench = new Bench();

	private final List<ConnectionId> opened = new ArrayList<>();

	@Test
	void aNeighbourKeepsAFewConnectionsHoweverManyItOpens() {
		for (int i = 0; i < 200; i++) {
			this.opened.add(this.bench.meet(1));
		}
		assertThat(left()).hasSizeBetween(2, 4);
		this.bench.pass(Duration.ofSeconds(15), left().toArray(ConnectionId[]::new));
		assertThat(left()).hasSizeBetween(1, 2).contains(this.opened.get(199));
	}

	private List<ConnectionId> left() {
		List<ConnectionId> left = new ArrayList<>(this.opened);
		left.removeAll(this.bench.out.closed);
		return left;
	}

}

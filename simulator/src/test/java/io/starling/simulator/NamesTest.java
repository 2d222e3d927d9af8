package io.starling.simulator;

import java.time.Duration;

import io.starling.simulator.network.Happening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;
import static org.assertj.core.api.Assertions.assertThat;

/** I7, dials: at rest hardly anybody dials, however seeds are spelled. */
class NamesTest {

	private static final int MEMBERS = 12;

	/** Of each member in a minute, besides the one that mixes. */
	private static final int DIALS_AT_REST = 3;

	private final Simulation mesh = Simulation.seeded(4);

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	void seedsThatAreSpelledOtherwiseAreNotDialledForEver(int otherNames) {
		String[] names = new String[1 + otherNames];
		names[0] = "a";
		for (int i = 1; i <= otherNames; i++) {
			names[i] = "name" + i;
			this.mesh.network().names().alias(names[i], "a");
		}
		this.mesh.seeds(names);
		start();
		this.mesh.runFor(minutes(3));
		restsFor(minutes(2));
	}

	@Test
	void membersThatKnowSeedsByOtherNamesOnlyFindEachOther() {
		this.mesh.network().names().alias("first", "a");
		this.mesh.network().names().alias("second", "b");
		this.mesh.seeds("first", "second");
		start();
	}

	@Test
	void addressesOfTheDeadAreNotDialledForEver() {
		this.mesh.seeds("a");
		start();
		this.mesh.darken("c", "d", "e");
		this.mesh.runFor(minutes(15));
		restsFor(minutes(2));
	}

	private void start() {
		for (int i = 0; i < MEMBERS; i++) {
			this.mesh.start(HostName.of(i));
		}
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged();
	}

	private void restsFor(Duration time) {
		long before = this.mesh.network().traffic().count(Happening.DIALLED);
		this.mesh.runFor(time);
		long dials = this.mesh.network().traffic().count(Happening.DIALLED) - before;
		assertThat(dials).isLessThanOrEqualTo(time.toMinutes() * this.mesh.running().size() * (DIALS_AT_REST + 1));
	}

}

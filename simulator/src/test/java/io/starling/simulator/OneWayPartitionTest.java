package io.starling.simulator;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.starling.mesh.protocol.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.seconds;

/** Packets pass one way only: TCP goes quiet both ways, but not at once. */
class OneWayPartitionTest {

	private static final int MEMBERS = 20;

	private final Simulation mesh = Simulation.seeded(9);

	@BeforeEach
	void startTwenty() {
		this.mesh.startMany(MEMBERS);
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged();
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 60, 660 })
	void oneHostThatIsNotHeardComesBackAndNobodyElseIsTakenForDead(int seconds) {
		comesBack(this.mesh.partition(hosts(0, 1)).unheardBy(hosts(1, MEMBERS)), seconds);
		sawOnlyTheFirstDie(seconds);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 60, 660 })
	void oneHostThatHearsNobodyComesBackAndNobodyElseIsTakenForDead(int seconds) {
		comesBack(this.mesh.partition(hosts(1, MEMBERS)).unheardBy(hosts(0, 1)), seconds);
		sawOnlyTheFirstDie(seconds);
	}

	/** Who hears nobody for half of the retention takes all others for dead. */
	private void sawOnlyTheFirstDie(int seconds) {
		if (seconds < Settings.defaults().retention().toSeconds() / 2) {
			assertThat(this.mesh).sawOnlyTheseDie("a");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 60, 660 })
	void aThirdOfTheHostsThatIsNotHeardComesBack(int seconds) {
		comesBack(this.mesh.partition(hosts(0, 7)).unheardBy(hosts(7, MEMBERS)), seconds);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 60, 660 })
	void aThirdOfTheHostsThatHearsNobodyElseComesBack(int seconds) {
		comesBack(this.mesh.partition(hosts(7, MEMBERS)).unheardBy(hosts(0, 7)), seconds);
	}

	private void comesBack(Partition partition, int after) {
		this.mesh.runFor(seconds(after));
		partition.heal();
		assertThat(this.mesh).within(seconds(30)).converged();
	}

	private static Set<String> hosts(int from, int to) {
		return new TreeSet<>(IntStream.range(from, to).mapToObj(HostName::of).toList());
	}

}

package io.starling.simulator;

import java.util.stream.IntStream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;

/**
 * What the addresses of the members known last are good for (J7).
 */
class KnownPeersTest {

	@Test
	void aMeshWhoseSeedsAreAllGoneForGoodFormsAgain() {
		Simulation mesh = afterTheSeedsHaveGone(true);
		mesh.crash("c", "d", "e", "f", "g");
		mesh.runFor(seconds(1));
		mesh.start("c", "d", "e", "f", "g");
		assertThat(mesh).within(seconds(15)).converged();
	}

	@Test
	void withoutThemItDoesNot() {
		Simulation mesh = afterTheSeedsHaveGone(false);
		mesh.crash("c", "d", "e", "f", "g");
		mesh.runFor(seconds(1));
		mesh.start("c", "d", "e", "f", "g");
		mesh.runFor(minutes(10));
		Assertions.assertThat(mesh.running()).hasSize(5).allMatch((member) -> member.snapshot().present().size() == 1);
	}

	@Test
	void membersThatCameOneAfterTheOtherFindEachOtherWhateverTheOrder() {
		Simulation mesh = afterTheSeedsHaveGone(true);
		for (String host : new String[] { "c", "d", "e", "f", "g" }) {
			mesh.leave(host);
			mesh.runFor(seconds(3));
		}
		for (String host : new String[] { "g", "c", "f", "d", "e" }) {
			mesh.start(host);
			mesh.runFor(seconds(20));
		}
		assertThat(mesh).within(seconds(5)).converged();
	}

	@Test
	void islandsThatFormedAgainApartMeetOnceTheyCan() {
		Simulation mesh = afterTheSeedsHaveGone(true);
		mesh.crash("c", "d", "e", "f", "g");
		Partition partition = mesh.partition("c", "d").from("e", "f", "g");
		mesh.start("c", "d", "e", "f", "g");
		mesh.runFor(minutes(3));
		Assertions.assertThat(mesh.member("c").snapshot().present()).hasSize(2);
		Assertions.assertThat(mesh.member("g").snapshot().present()).hasSize(3);
		partition.heal();
		assertThat(mesh).within(minutes(2)).converged();
	}

	@Test
	void whoStartsAloneTwiceStillKnowsWhomItKnewBefore() {
		Simulation mesh = afterTheSeedsHaveGone(true);
		mesh.crash("c", "d", "e", "f", "g");
		mesh.start("c");
		mesh.runFor(seconds(30));
		mesh.restart("c");
		mesh.runFor(seconds(30));
		mesh.start("g");
		assertThat(mesh).within(seconds(10)).converged();
	}

	@Test
	void manyThatAreGoneDoNotKeepANewcomerFromASeed() {
		Simulation mesh = remembering(true);
		mesh.startMany(40);
		mesh.runFor(seconds(20));
		for (int i = 1; i < 40; i++) {
			mesh.darken(HostName.of(i));
		}
		mesh.restart("a");
		mesh.start("b");
		assertThat(mesh).within(seconds(3)).converged();
	}

	@Test
	void manySeedsThatAreDarkDoNotKeepMembersFromWhomTheyKnew() {
		Simulation mesh = remembering(true);
		String[] seeds = IntStream.range(0, 20).mapToObj((i) -> "s" + i).toArray(String[]::new);
		mesh.seeds(seeds);
		mesh.start(seeds);
		mesh.start("c", "d");
		assertThat(mesh).within(seconds(10)).converged();
		mesh.darken(seeds);
		mesh.crash("c", "d");
		mesh.start("c", "d");
		assertThat(mesh).within(seconds(30)).converged();
	}

	/** Seven members, two of them seeds, whose hosts are dark and stay so. */
	private static Simulation afterTheSeedsHaveGone(boolean knownPeers) {
		Simulation mesh = remembering(knownPeers);
		mesh.seeds("a", "b");
		mesh.start("a", "b", "c", "d", "e", "f", "g");
		assertThat(mesh).within(seconds(10)).converged();
		mesh.darken("a", "b");
		assertThat(mesh).within(seconds(30)).converged();
		return mesh;
	}

	private static Simulation remembering(boolean knownPeers) {
		return new Simulation(SimulationSettings.seeded(7).withKnownPeers(knownPeers));
	}

}

package io.starling.simulator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.millis;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;

class StartTest {

	private final Simulation mesh = Simulation.seeded(1);

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 10, 40 })
	void membersThatStartTogetherFindEachOther(int members) {
		this.mesh.startMany(members);
		assertThat(this.mesh).within(seconds(5)).converged();
		assertThat(this.mesh).neverSawADeath();
	}

	@Test
	void aNewMemberIsKnownToAllWithinMilliseconds() {
		this.mesh.startMany(20);
		this.mesh.runFor(seconds(20));
		this.mesh.start("new");
		assertThat(this.mesh).within(millis(60)).everybodyLists("new");
	}

	@Test
	void aMemberWhoseSeedsAreAllDownJoinsWhenOneComesUp() {
		this.mesh.seeds("a", "b");
		this.mesh.start("c", "d");
		this.mesh.runFor(minutes(5));
		this.mesh.start("b");
		assertThat(this.mesh).within(seconds(10)).converged();
	}

	@Test
	void aMemberThatIsItsOwnOnlySeedIsAMeshOfOne() {
		this.mesh.seeds("a");
		this.mesh.start("a");
		this.mesh.runFor(minutes(1));
		assertThat(this.mesh).converged();
		this.mesh.start("b");
		assertThat(this.mesh).within(seconds(1)).converged();
	}

	@Test
	void aSeedMayStandForManyAddressesMostOfThemDead() {
		this.mesh.seeds("x1", "x2", "x3", "x4", "x5", "b", "a");
		this.mesh.start("a", "b", "c", "d");
		assertThat(this.mesh).within(seconds(30)).converged();
	}

	@Test
	void twoIslandsWithOneSeedEachMeetOnceASeedOfTheOtherIsKnown() {
		this.mesh.seeds("a");
		this.mesh.start("a", "b");
		this.mesh.seeds("c");
		this.mesh.start("c", "d");
		this.mesh.runFor(seconds(10));
		this.mesh.seeds("a", "c");
		assertThat(this.mesh).within(minutes(2)).converged();
	}

	@Test
	void aLookUpThatFindsNothingIsTriedAgain() {
		this.mesh.start("a", "b");
		this.mesh.runFor(seconds(10));
		this.mesh.seeds("a");
		assertThat(this.mesh).within(minutes(1)).converged();
	}

	@Test
	void aWholeMeshStartsInLittleTime() {
		this.mesh.startMany(30);
		assertThat(this.mesh).within(seconds(3)).converged();
	}

}

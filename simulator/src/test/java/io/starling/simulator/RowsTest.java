package io.starling.simulator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.millis;
import static io.starling.simulator.Times.seconds;

class RowsTest {

	private final Simulation mesh = Simulation.seeded(4);

	@BeforeEach
	void startTwenty() {
		this.mesh.startMany(20);
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged();
	}

	@Test
	void aChangeIsSeenByAllWithinMilliseconds() {
		this.mesh.put("b", "services", "", "up");
		assertThat(this.mesh).within(millis(8)).everybodyHolds("b", "services", "");
		this.mesh.put("b", "services", "", "draining");
		assertThat(this.mesh).within(millis(8)).everybodyHolds("b", "services", "");
	}

	@Test
	void aRowWithdrawnIsGoneWithinMilliseconds() {
		this.mesh.put("b", "services", "", "up");
		this.mesh.runFor(seconds(1));
		this.mesh.withdraw("b", "services", "");
		assertThat(this.mesh).within(millis(8)).nobodyHolds("b", "services", "");
	}

	@Test
	void aTombstoneIsLearnedByWhoWasAwayAndTheRowStaysGone() {
		this.mesh.put("b", "services", "", "up");
		this.mesh.runFor(seconds(1));
		Partition partition = this.mesh.partition("c", "d", "e")
			.from("a", "b", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t");
		this.mesh.runFor(seconds(5));
		this.mesh.withdraw("b", "services", "");
		this.mesh.runFor(seconds(60));
		partition.heal();
		assertThat(this.mesh).within(seconds(30)).converged().nobodyHolds("b", "services", "");
	}

	@Test
	void theRowsOfADeadMemberAreListedNoLongerAndComeBackWithIt() {
		this.mesh.put("b", "services", "", "up");
		this.mesh.runFor(seconds(1));
		this.mesh.freeze("b");
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).nobodyHolds("b", "services", "");
		this.mesh.wake("b");
		assertThat(this.mesh).within(seconds(15)).converged().everybodyHolds("b", "services", "");
	}

}

package io.starling.simulator;

import io.starling.mesh.model.Liveness;
import io.starling.simulator.network.NetworkSettings;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.millis;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

class FailureTest {

	private final Simulation mesh = Simulation.seeded(2);

	@BeforeEach
	void startTwenty() {
		this.mesh.startMany(20);
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged();
	}

	@Test
	void aCrashIsKnownToAllWithinMilliseconds() {
		this.mesh.crash("b");
		assertThat(this.mesh).within(millis(20)).everybodySees("b", Liveness.DEAD);
		assertThat(this.mesh).within(seconds(1)).converged();
	}

	@Test
	void aGoodbyeIsKnownToAllWithinMilliseconds() {
		this.mesh.leave("b");
		assertThat(this.mesh).within(millis(10)).everybodySees("b", Liveness.LEFT);
		assertThat(this.mesh).within(seconds(1)).converged();
		assertThat(this.mesh).neverSawADeath();
	}

	@Test
	void aSilentDeathIsSuspectedSoonAndGoneAfterTheHangTolerance() {
		this.mesh.darken("b");
		assertThat(this.mesh).within(seconds(4)).everybodySees("b", Liveness.SUSPECT);
		assertThat(this.mesh).within(seconds(6)).nobodyLists("b");
		assertThat(this.mesh).within(seconds(1)).converged();
	}

	@Test
	void oneBrokenLinkEvictsNobody() {
		assertEquals(1, this.mesh.someLink("b", 0).orElseThrow().breakUp());
		this.mesh.runFor(minutes(1));
		assertThat(this.mesh).converged().neverSawADeath();
	}

	@Test
	void oneLinkThatSwallowsEverythingEvictsNobody() {
		assertEquals(1, this.mesh.someLink("b", 0).orElseThrow().mute());
		this.mesh.runFor(minutes(1));
		assertThat(this.mesh).converged().neverSawADeath();
	}

	@Test
	void linksThatAllSwallowEverythingAtOnceEvictNobody() {
		for (int i = 0; i < 20; i++) {
			String host = HostName.of(i);
			for (int k = 0; k < 20; k++) {
				this.mesh.link(host, HostName.of(k)).mute();
			}
		}
		this.mesh.runFor(minutes(1));
		assertThat(this.mesh).converged().neverSawADeath();
	}

	@Test
	void aRestartAtTheSameAddressReplacesTheOldMemberAtOnce() {
		var ghost = this.mesh.member("b").id();
		this.mesh.restart("b");
		assertThat(this.mesh).within(seconds(1)).converged();
		Assertions.assertThat(this.mesh.running())
			.noneMatch((member) -> member.snapshot().member(ghost).filter((it) -> it.isPresent()).isPresent());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 500, 2000, 4500 })
	void whoStartsOnTheHostOfASilentDeathReplacesTheDeadOneWithinASecond(int darkMillis) {
		this.mesh.darken("b");
		this.mesh.runFor(millis(darkMillis));
		this.mesh.start("b");
		assertThat(this.mesh).within(seconds(1)).converged();
	}

	@Test
	void nobodyEvictsAMemberThatStandsStillForThreeSeconds() {
		this.mesh.freeze("b");
		this.mesh.runFor(seconds(3));
		this.mesh.wake("b");
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged().neverSawADeath();
	}

	@Test
	void aMemberThatStoodStillForHalfAMinuteComesBack() {
		this.mesh.freeze("b");
		assertThat(this.mesh).within(seconds(7)).everybodySees("b", Liveness.DEAD);
		this.mesh.runFor(seconds(24));
		this.mesh.wake("b");
		assertThat(this.mesh).within(millis(200)).everybodySees("b", Liveness.ALIVE);
		// One of two leaves it to the other for a second to dial.
		assertThat(this.mesh).within(seconds(2)).converged().sawOnlyTheseDie("b");
	}

	@Test
	void aThirdOfAllThatDieAtOnceAreGoneAtOnce() {
		this.mesh.crash("b", "d", "f", "h", "j", "l");
		assertThat(this.mesh).within(millis(100)).nobodyLists("b").nobodyLists("d").nobodyLists("l");
		assertThat(this.mesh).within(seconds(10)).converged();
	}

	@Test
	void aThirdOfAllHostsThatGoDarkAtOnceAreGoneInTime() {
		this.mesh.darken("b", "d", "f", "h", "j", "l");
		assertThat(this.mesh).within(seconds(30)).converged();
	}

	@Test
	void theSurvivorOfThreeIsAloneAndKnowsIt() {
		Simulation three = Simulation.seeded(2);
		three.startMany(3);
		three.runFor(seconds(10));
		three.crash("b", "c");
		assertThat(three).within(seconds(5)).converged();
	}

	@Test
	void theDeadAreForgottenAfterTheRetention() {
		this.mesh.crash("b");
		this.mesh.runFor(minutes(11));
		assertThat(this.mesh).nobodyRemembers("b").converged();
	}

	@Test
	void aFifthOfAllPacketsLostEvictsNobodyInTwoMinutes() {
		this.mesh.network().behave(NetworkSettings.quiet().withLoss(0.2));
		this.mesh.runFor(seconds(120));
		assertThat(this.mesh).neverSawADeath();
	}

}

package io.starling.simulator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Seeds of the swarm that have failed once, and what was wrong. */
class SeedsTest {

	@Test
	void aRowThatWasWithdrawnAndWrittenAgainWhileItWasAskedAbout() {
		assertThat(play(700_400)).isNull();
	}

	@Test
	void aMemberThatAFewHaveAccusedForLongAndThatStandsStillForLessThanTheTolerance() {
		assertThat(play(700_993)).isNull();
	}

	@Test
	void whatTcpKeptDuringACutComesToAMeshAtRest() {
		assertThat(play(702_734)).isNull();
	}

	@Test
	void twoIslandsOfTwoOfWhichOneKnowsWhereTheOtherIs() {
		assertThat(play(704_142)).isNull();
	}

	@Test
	void aNewcomerThatJoinsByANewcomerHearsWhoDeparted() {
		assertThat(play(700_128)).isNull();
		assertThat(play(700_584)).isNull();
	}

	@Test
	void whatWasWithdrawnShortlyBeforeItsOwnerWasTakenForDeadStaysWithdrawn() {
		assertThat(play(701_163)).isNull();
	}

	@Test
	void whoComesBackWithADeadMemberIsNotItsOnlyObserverForMinutes() {
		assertThat(play(701_259)).isNull();
	}

	@Test
	void whoIsListedWhereNobodyObservesItAndDeadAtItsObserversIsBuried() {
		assertThat(play(704_181)).isNull();
	}

	private static Object play(long seed) {
		return new Run(ScenarioDraw.draw(seed)).play().failure();
	}

}

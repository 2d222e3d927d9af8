package io.starling.simulator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Seeds of the swarm that have failed once, and what was wrong. */
class SeedsTest {

	@Test
	void aRowThatWasWithdrawnAndWrittenAgainWhileItWasAskedAbout() {
		assertThat(play(700_400)).isNull();
	}

	private static Object play(long seed) {
		return new Run(ScenarioDraw.draw(seed)).play().failure();
	}

}

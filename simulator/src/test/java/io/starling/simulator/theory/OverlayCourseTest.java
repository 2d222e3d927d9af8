package io.starling.simulator.theory;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class OverlayCourseTest {

	@Test
	void twoMembersAreOneHopApart() {
		assertThat(OverlayCourse.draw(2, 4, new SplittableRandom(1))).isEqualTo(new OverlayCourse(1, 0.5, 0.5));
	}

	@Test
	void oneRingIsHalfWayRound() {
		OverlayCourse course = OverlayCourse.draw(100, 1, new SplittableRandom(1));
		assertThat(course.hops()).isEqualTo(50);
		assertThat(course.sends()).isCloseTo(1.01, within(1e-9));
	}

	@Test
	void fourRingsAreAFewHopsWide() {
		OverlayCourse course = OverlayCourse.draw(1000, 4, new SplittableRandom(1));
		assertThat(course.hops()).isBetween(4, 6);
		assertThat(course.sends()).isBetween(6.8, 7.01);
	}

}

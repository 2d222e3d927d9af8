package io.starling.simulator.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineTest {

	private final Timeline timeline = new Timeline();

	private final List<String> happened = new ArrayList<>();

	@Test
	void eventsHappenInOrderOfTimeAndThenOfPlanning() {
		plan(2, "c");
		plan(1, "a");
		plan(1, "b");
		this.timeline.runFor(Duration.ofMillis(2));
		assertThat(this.happened).containsExactly("a at 1", "b at 1", "c at 2");
	}

	@Test
	void whatAnEventPlansForNowHappensAfterAllThatWasPlannedForNow() {
		this.timeline.after(Duration.ofMillis(1), () -> plan(0, "planned by the first"));
		plan(1, "second");
		this.timeline.runFor(Duration.ofMillis(1));
		assertThat(this.happened).containsExactly("second at 1", "planned by the first at 1");
	}

	@Test
	void timePassesEvenIfNothingHappens() {
		this.timeline.runFor(Duration.ofSeconds(3));
		assertThat(this.timeline.now()).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.timeline.done()).isZero();
	}

	@Test
	void theWaitForSomethingEndsWhenItIsTrue() {
		plan(1, "a");
		plan(2, "b");
		plan(9, "c");
		boolean came = this.timeline.runUntil(() -> this.happened.size() == 2, Duration.ofSeconds(1));
		assertThat(came).isTrue();
		assertThat(this.timeline.now()).isEqualTo(Duration.ofMillis(2));
	}

	@Test
	void theWaitForSomethingThatNeverComesEndsAtTheLimit() {
		boolean came = this.timeline.runUntil(() -> false, Duration.ofSeconds(1));
		assertThat(came).isFalse();
		assertThat(this.timeline.now()).isEqualTo(Duration.ofSeconds(1));
	}

	private void plan(int millis, String what) {
		this.timeline.after(Duration.ofMillis(millis),
				() -> this.happened.add(what + " at " + this.timeline.now().toMillis()));
	}

}

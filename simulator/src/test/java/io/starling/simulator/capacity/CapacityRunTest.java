package io.starling.simulator.capacity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.starling.simulator.capacity.Findings.Measured;
import io.starling.simulator.network.NetworkSettings;
import io.starling.simulator.options.Stop;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CapacityRunTest {

	/** Of the machine that simulates, not of the mesh. */
	private static final Set<Figure> OF_THE_MACHINE = EnumSet.of(Figure.MEMORY, Figure.RUN_TIME, Figure.RUN_MEMORY);

	private static CapacityPlan plan(double churn) {
		return new CapacityPlan(NetworkSettings.quiet(), churn, 6, 2, Duration.ofSeconds(4), Duration.ofSeconds(8), 200,
				1);
	}

	private static Findings play(CapacityPlan plan, int members) {
		try (Stop stop = new Stop()) {
			return new CapacityRun(plan, members, stop, (what) -> {
			}).play();
		}
	}

	private static double median(Findings findings, Figure figure) {
		return findings.of(figure).map(Measured::median).orElseThrow();
	}

	@Test
	void everythingIsMeasured() {
		Findings findings = play(plan(0), 20);
		assertThat(findings.end()).isEmpty();
		for (Figure figure : Figure.values()) {
			assertThat(findings.of(figure)).as(figure.title()).isPresent();
		}
		assertThat(findings.of(Figure.CHANGE_ALL).orElseThrow().sorted()).hasSize(6);
		assertThat(findings.of(Figure.SILENT_ALL).orElseThrow().sorted()).hasSize(2);
	}

	@Test
	void whatIsMeasuredIsInOrder() {
		Findings findings = play(plan(0), 20);
		assertThat(median(findings, Figure.CHANGE_HALF)).isPositive()
			.isLessThanOrEqualTo(median(findings, Figure.CHANGE_99));
		assertThat(median(findings, Figure.CHANGE_99)).isLessThanOrEqualTo(median(findings, Figure.CHANGE_ALL));
		assertThat(median(findings, Figure.CRASH_HALF)).isLessThanOrEqualTo(median(findings, Figure.CRASH_ALL));
		assertThat(median(findings, Figure.CRASH_ALL)).isLessThan(median(findings, Figure.SUSPECT_ALL));
		assertThat(median(findings, Figure.SUSPECT_ALL)).isLessThan(median(findings, Figure.SILENT_HALF));
		assertThat(median(findings, Figure.SILENT_ALL)).isBetween(5000.0, 6000.0);
		// Eight links: a change is sent on each of them once or twice.
		assertThat(median(findings, Figure.CHANGE_MESSAGES)).isBetween(4.0, 9.0);
		assertThat(median(findings, Figure.CHANGE_BYTES)).isGreaterThan(4 * 200);
	}

	@Test
	void theSameSeedLeadsToTheSameFigures() {
		Findings one = play(plan(0.5), 12);
		Findings other = play(plan(0.5), 12);
		for (Figure figure : EnumSet.complementOf(EnumSet.copyOf(OF_THE_MACHINE))) {
			assertThat(one.of(figure)).as(figure.title()).isEqualTo(other.of(figure));
		}
	}

	@Test
	void aSlowerNetworkIsSlower() {
		CapacityPlan near = plan(0);
		CapacityPlan far = new CapacityPlan(
				NetworkSettings.quiet().withLatency(Duration.ofMillis(20), Duration.ofMillis(40)), 0, 6, 0,
				Duration.ofSeconds(4), Duration.ZERO, 200, 1);
		assertThat(median(play(far, 20), Figure.CHANGE_ALL))
			.isGreaterThan(10 * median(play(near, 20), Figure.CHANGE_ALL));
	}

	@Test
	void whoIsStoppedTellsWhatThereIs() {
		List<String> steps = new ArrayList<>();
		try (Stop stop = new Stop()) {
			Findings findings = new CapacityRun(plan(0), 12, stop, (what) -> {
				steps.add(what);
				if (what.equals("a kill")) {
					stop.ask();
				}
			}).play();
			assertThat(findings.end()).isEqualTo("stopped");
			assertThat(findings.of(Figure.CHANGE_ALL).orElseThrow().sorted()).hasSize(6);
			assertThat(findings.of(Figure.CRASH_ALL)).isEmpty();
			assertThat(findings.of(Figure.RUN_TIME)).isPresent();
		}
		assertThat(steps).contains("forming", "resting").containsOnlyOnce("a kill").doesNotContain("an arrival");
	}

	@Test
	void aRunHasAsManyStepsAsItSays() {
		List<String> steps = new ArrayList<>();
		try (Stop stop = new Stop()) {
			new CapacityRun(plan(0), 5, stop, steps::add).play();
		}
		assertThat(steps).hasSize(CapacityRun.steps(plan(0)));
	}

}

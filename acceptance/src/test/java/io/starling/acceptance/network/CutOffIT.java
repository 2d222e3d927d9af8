package io.starling.acceptance.network;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A member behind a firewall that closes, beside twelve that see each other.
 */
class CutOffIT {

	/** The hang tolerance, what it takes to agree, and a busy machine. */
	private static final Duration BURIED = Duration.ofSeconds(12);

	/** All look at one run of it, also if that fails. */
	private static final FutureTask<Experiment> EXPERIMENT = new FutureTask<>(Experiment::run);

	@BeforeEach
	void prepare() {
		Hosts.require();
		EXPERIMENT.run();
	}

	@ParameterizedTest
	@EnumSource
	void keepsAllRowsWhereAFirewallRefuses(Cut cut) {
		List<Sighting> seen = experiment().seenBy(cut);
		assertThat(seen.stream().filter((it) -> it.what().equals("DEAD")).map(this::inWords)).isEmpty();
		assertThat(seen.stream().filter((it) -> it.what().equals("ROWS")).map(this::inWords)).isEmpty();
		assertThat(seen).anyMatch((it) -> it.isOf("CUT_OFF", "true"));
	}

	@ParameterizedTest
	@EnumSource
	void isGoneForTheOthersInTime(Cut cut) {
		assertThat(experiment().crowd()).allSatisfy((by) -> assertThat(experiment().death(by, cut)).get()
			.satisfies((after) -> assertThat(after).isLessThan(BURIED)));
	}

	@ParameterizedTest
	@EnumSource
	void isOneOfThemAgainAfterwards(Cut cut) {
		assertThat(experiment().members()).allSatisfy(
				(other) -> assertThat(experiment().inTheEnd(experiment().member(cut), other)).containsOnly("ALIVE"));
	}

	@Test
	void isNotWhatAKilledProcessOnAnotherHostIs() {
		assertThat(experiment().members()).allSatisfy((by) -> assertThat(experiment().deathOfKilled(by)).get()
			.satisfies((after) -> assertThat(after).isLessThan(Duration.ofSeconds(1))));
	}

	private String inWords(Sighting sighting) {
		return sighting.what() + " " + sighting.detail() + " after " + sighting.since(experiment().began()).toMillis()
				+ " ms";
	}

	private static Experiment experiment() {
		try {
			return EXPERIMENT.get();
		}
		catch (ExecutionException ex) {
			throw new AssertionError("The experiment failed", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}

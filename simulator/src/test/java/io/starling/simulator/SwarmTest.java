package io.starling.simulator;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

import io.starling.simulator.network.Happening;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Hundreds of drawn scenarios; a failure tells the seed to replay. */
class SwarmTest {

	private static final int SEEDS = 500;

	@Test
	void noSeedBreaksAnInvariantAndEveryKindOfFaultIsAtWork() {
		SwarmReport report = Swarm.play(1, SEEDS);
		System.out.println(report.inWords());
		assertThat(report.failures()).as(report::failuresInWords).isEmpty();
		assertThat(report.results()).hasSize(SEEDS);
		assertThat(report.runsWithFault()).allSatisfy((kind, runs) -> assertThat(runs).as("%s", kind).isPositive());
		assertThat(Arrays.asList(Happening.values()))
			.allSatisfy((happening) -> assertThat(report.traffic().count(happening)).isPositive());
		// A list has to be taken up again only where a sketch fails or a page is full.
		assertThat(report.coverage().missing()).as(report.coverage()::inWords)
			.allSatisfy((pair) -> assertThat(pair).endsWith("beside Resume"));
		Map<String, Long> seen = report.sightings().asMap();
		assertThat(seen).containsKeys("seen ALIVE -> SUSPECT", "seen SUSPECT -> ALIVE", "seen SUSPECT -> DEAD",
				"seen DEAD -> ALIVE", "seen ALIVE -> LEFT", "notice CutOff", "notice Died", "notice Isolated",
				"notice OtherMesh", "confirmed by all", "confirmed by some");
	}

	@Test
	void someRunsAreOfEachSizeAndSomeLosePackets() {
		assertThat(LongStream.rangeClosed(1, SEEDS).mapToObj(ScenarioDraw::draw)).anyMatch((it) -> it.members() == 2)
			.anyMatch((it) -> it.members() > 30)
			.anyMatch((it) -> it.settings().network().loss() == 0)
			.anyMatch((it) -> it.settings().network().loss() > 0.15)
			.anyMatch((it) -> it.settings().protocol().rings() != 4)
			.anyMatch((it) -> it.kinds().isEmpty() || it.kinds().size() < 3)
			.anyMatch((it) -> it.settings().network().maxLatency().toMillis() > 50);
	}

}

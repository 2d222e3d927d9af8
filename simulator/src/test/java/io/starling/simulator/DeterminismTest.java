package io.starling.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.starling.simulator.command.SimulateCommand;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeterminismTest {

	private static final long SEED = 26;

	@Test
	void theSameSeedPlaysTheSameTrace() {
		assertThat(play(SEED)).isEqualTo(play(SEED)).isNotEqualTo(play(SEED + 1));
	}

	@Test
	void theStoryDoesNotChangeWhatHappens() {
		RunResult told = new Run(ScenarioDraw.draw(SEED).told(true)).play();
		assertThat(told.hash()).isEqualTo(play(SEED));
	}

	@Test
	void theSameSeedPlaysTheSameTraceInAnotherJvm() throws IOException, InterruptedException {
		Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), SimulateCommand.class.getName(), String.valueOf(SEED))
			.redirectErrorStream(true)
			.start();
		String told = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(told).contains("trace %016x".formatted(play(SEED)));
	}

	private static long play(long seed) {
		return new Run(ScenarioDraw.draw(seed)).play().hash();
	}

}

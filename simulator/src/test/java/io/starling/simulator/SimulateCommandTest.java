package io.starling.simulator;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class SimulateCommandTest {

	private final StringWriter out = new StringWriter();

	@Test
	void aSeedIsToldAndPlayed() {
		assertThat(run("7")).isZero();
		assertThat(this.out.toString()).contains("start a", "converged", "nothing broke", "trace ");
	}

	@Test
	void theTraceTellsEverything() {
		assertThat(run("7", "--trace", "--members", "3", "--seconds", "10")).isZero();
		assertThat(this.out.toString()).contains("3 members", "Hello", "sees", "ticks");
	}

	@Test
	void aRangeIsSummedUp() {
		assertThat(run("--from", "3", "--to", "6")).isZero();
		assertThat(this.out.toString()).contains("4 runs, 0 failed");
	}

	@Test
	void withoutASeedItSaysWhatIsMissing() {
		assertThat(run()).isEqualTo(2);
		assertThat(this.out.toString()).contains("Say which SEED to play");
	}

	private int run(String... arguments) {
		PrintWriter writer = new PrintWriter(this.out);
		return new CommandLine(new SimulateCommand()).setOut(writer).setErr(writer).execute(arguments);
	}

}
